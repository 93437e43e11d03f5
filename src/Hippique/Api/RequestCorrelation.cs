using System.Diagnostics;
using Hippique.Hosting.Logging;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Logging;

namespace Hippique.Api;

/// <summary>Gives each request an id, which stands on its log lines and in its errors until the work behind it has a name of its own, and its trace.</summary>
internal sealed class RequestCorrelation(RequestDelegate next, HippiqueSettings settings, ILogger<RequestCorrelation> logger)
{
    public static string Of(HttpContext context) => context.Features.Get<Id>()?.ToString() ?? "request";

    /// <summary>The work has a name now: the request's own lines go under it too.</summary>
    public static void Name(HttpContext context, string work) => context.Features.Get<Id>()?.Name(work);

    public async Task InvokeAsync(HttpContext context)
    {
        var id = new Id();
        context.Features.Set(id);
        var request = new LoggedRequest(context.Request, settings.Access.OnCloudRun);
        context.Features.Set(request);
        using var outer = logger.BeginScope(request);
        using var scope = Correlation.Begin(logger, id);
        await next(context);
    }

    /// <summary>Made when it is first shown: most requests are answered without a word about them.</summary>
    private sealed class Id
    {
        private string? _text;

        public void Name(string work) => Volatile.Write(ref _text, work);

        public override string ToString() => LazyInitializer.EnsureInitialized(ref _text, New);

        private static string New() => $"request-{ActivitySpanId.CreateRandom().ToHexString()}";
    }
}
