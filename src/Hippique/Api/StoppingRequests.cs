namespace Hippique.Api;

/// <summary>A request whose work is under way when the service is asked to stop is cancelled, as if its caller had gone, and told to come again.</summary>
internal sealed class StoppingRequests(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    // Whoever starts it again does so at once, and a look must not wait for its queue's call.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // Reading takes milliseconds and needs no such care.
    public Task InvokeAsync(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? next(context) : WorkAsync(context);

    private async Task WorkAsync(HttpContext context)
    {
        var (caller, stopping) = (context.RequestAborted, lifetime.ApplicationStopping);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(caller, stopping);
        context.RequestAborted = either.Token;
        try
        {
            await next(context);
        }
        catch (OperationCanceledException)
            when (stopping.IsCancellationRequested && !caller.IsCancellationRequested && !context.Response.HasStarted)
        {
            context.RequestAborted = caller;
            await Problems.Later(context, RetryAfter, "the service is being stopped", RequestCorrelation.Of(context)).ExecuteAsync(context);
        }
        finally
        {
            context.RequestAborted = caller;
        }
    }
}
