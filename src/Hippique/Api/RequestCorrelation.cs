using System.Diagnostics;
using Hippique.Orchestration.Logging;

namespace Hippique.Api;

/// <summary>Gives each request an id, which stands on its log lines and in its errors until the work behind it has a name of its own.</summary>
internal sealed class RequestCorrelation(RequestDelegate next, ILogger<RequestCorrelation> logger)
{
    public static string Of(HttpContext context) => context.Features.Get<Id>()?.ToString() ?? "request";

    public async Task InvokeAsync(HttpContext context)
    {
        var id = new Id();
        context.Features.Set(id);
        using var scope = Correlation.Begin(logger, id);
        await next(context);
    }

    /// <summary>Made when it is first shown: most requests are answered without a word about them.</summary>
    private sealed class Id
    {
        private string? _text;

        public override string ToString() => LazyInitializer.EnsureInitialized(ref _text, New);

        private static string New() => $"request-{ActivitySpanId.CreateRandom().ToHexString()}";
    }
}
