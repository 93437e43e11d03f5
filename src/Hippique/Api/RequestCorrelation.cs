using System.Diagnostics;
using Hippique.Orchestration.Logging;

namespace Hippique.Api;

/// <summary>Gives each request an id, which stands on its log lines and in its errors until the work behind it has a name of its own.</summary>
internal sealed class RequestCorrelation(RequestDelegate next, ILogger<RequestCorrelation> logger)
{
    private const string Item = "hippique.correlation";

    public static string Of(HttpContext context) => context.Items[Item] as string ?? "request";

    public async Task InvokeAsync(HttpContext context)
    {
        var id = $"request-{ActivitySpanId.CreateRandom().ToHexString()}";
        context.Items[Item] = id;
        using var scope = Correlation.Begin(logger, id);
        await next(context);
    }
}
