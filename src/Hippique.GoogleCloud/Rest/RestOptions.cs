using System.Security.Cryptography;

namespace Hippique.GoogleCloud.Rest;

/// <summary>Deadlines and waits of calls to Google's APIs: truncated exponential backoff, as Google's pages on retries have it.</summary>
public sealed record RestOptions
{
    /// <summary>For one try. The default value is 10 seconds.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For all tries of one call and the waits between them. The default value is 60 seconds.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The wait after the first try, before jitter; doubled after each. The default value is 1 second.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, before jitter. The default value is 32 seconds.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(32);

    /// <summary>At most so much is added to each wait. The default value is 1 second.</summary>
    public TimeSpan MaxJitter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From 0 to 1: the share of <see cref="MaxJitter"/> that is added.</summary>
    public Func<double> Jitter { get; init; } = static () => RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);

    /// <summary>The wait after a try that failed; never shorter than what the service asked for.</summary>
    /// <param name="tries">How many tries have failed; from 1.</param>
    /// <param name="asked">The service's <c>Retry-After</c>; null: it said nothing.</param>
    public TimeSpan WaitAfter(int tries, TimeSpan? asked)
    {
        var doubled = FirstWait * Math.Pow(2, Math.Min(tries - 1, 16));
        var wait = (doubled < LongestWait ? doubled : LongestWait) + MaxJitter * Jitter();
        return asked is { } least && least > wait ? least : wait;
    }
}
