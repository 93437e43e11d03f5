using System.Security.Cryptography;
using Polly;
using Polly.Retry;

namespace Hippique.Sources.Http;

/// <summary>
/// Asks again where that can help: after what the site asks for (<c>Retry-After</c>), else after half of one, two, four seconds and up to as much again, by chance. Never so
/// that an attempt would start in the last two minutes before the off, and never after a wait for which a task had better go back to its queue.
/// </summary>
internal static class RetryPolicy
{
    private static readonly TimeSpan QuietBeforeOff = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly ResiliencePropertyKey<PoliteRequest> Asked = new("hippique.request");

    public static ResiliencePipeline<SourceAnswer<PoliteAnswer>> Build(int retries, TimeProvider clock, IClockActivity activity)
    {
        if (retries <= 0)
            return ResiliencePipeline<SourceAnswer<PoliteAnswer>>.Empty;
        return new ResiliencePipelineBuilder<SourceAnswer<PoliteAnswer>> { TimeProvider = new WaitingClock(clock, activity) }
            .AddRetry(
                new RetryStrategyOptions<SourceAnswer<PoliteAnswer>>
                {
                    MaxRetryAttempts = retries,
                    ShouldHandle = attempt => ValueTask.FromResult(ShouldRetry(attempt, clock.GetUtcNow())),
                    DelayGenerator = static attempt =>
                        ValueTask.FromResult<TimeSpan?>(Error(attempt.Outcome)?.RetryAfter ?? Longest(attempt.AttemptNumber) * Chance()),
                    OnRetry = static attempt =>
                    {
                        if (attempt.Context.Properties.TryGetValue(Asked, out var request))
                            request.Retrying?.Invoke();
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();
    }

    /// <summary>Carries the request to the policy.</summary>
    public static ResilienceContext ContextOf(PoliteRequest request, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Asked, request);
        return context;
    }

    /// <summary>Whether it is too late for another attempt.</summary>
    public static bool IsQuiet(PoliteRequest request, DateTimeOffset at) => request.Off is { } off && at >= off - QuietBeforeOff;

    private static bool ShouldRetry(RetryPredicateArguments<SourceAnswer<PoliteAnswer>> attempt, DateTimeOffset now)
    {
        if (
            Error(attempt.Outcome) is not { IsTransient: true } error
            || !attempt.Context.Properties.TryGetValue(Asked, out var request)
            || request.Once
        )
            return false;
        var wait = error.RetryAfter ?? Longest(attempt.AttemptNumber);
        return wait <= LongestWait && !IsQuiet(request, now + wait);
    }

    private static TimeSpan Longest(int attempt) => FirstWait * Math.Pow(2, attempt);

    /// <summary>From a half to one: many that failed together do not come back together.</summary>
    private static double Chance() => 0.5 + RandomNumberGenerator.GetInt32(1000) / 2000.0;

    private static SourceError? Error(Outcome<SourceAnswer<PoliteAnswer>> outcome) =>
        (outcome.Result as SourceAnswer<PoliteAnswer>.Refused)?.Error;
}
