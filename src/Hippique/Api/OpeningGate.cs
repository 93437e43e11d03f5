using Hippique.Orchestration.Opening;

namespace Hippique.Api;

/// <summary>Marks addresses that need the queue, the plans or the record; the others answer while these are being opened.</summary>
internal sealed class NeedsOpening
{
    public static readonly NeedsOpening Mark = new();

    private NeedsOpening() { }
}

/// <summary>Holds calls that need an open service until it is open, for a limited time; after that 503 with <c>Retry-After</c>.</summary>
internal sealed class OpeningGate(RequestDelegate next, ServiceOpening opening, TimeProvider clock)
{
    /// <summary>Less than most clients wait for an answer.</summary>
    internal static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public async Task InvokeAsync(HttpContext context)
    {
        if (opening.State is OpeningState.Open || context.GetEndpoint()?.Metadata.GetMetadata<NeedsOpening>() is null)
        {
            await next(context);
            return;
        }
        await Task.WhenAny(opening.Settled, Task.Delay(MaxWait, clock, context.RequestAborted));
        if (opening.State is OpeningState.Open)
            await next(context);
        else
            await Problems.Later(context, RetryAfter, Why(opening.State), RequestCorrelation.Of(context)).ExecuteAsync(context);
    }

    private static string Why(OpeningState state) =>
        state switch
        {
            OpeningState.Failed { Cause: var cause } => $"the service could not start: {cause.Message}",
            OpeningState.Stopping => "the service is being stopped",
            _ => "the service is starting: its queue is not open yet",
        };
}
