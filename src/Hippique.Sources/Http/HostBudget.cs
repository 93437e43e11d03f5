using Microsoft.Extensions.Logging;

namespace Hippique.Sources.Http;

/// <summary>The day's requests to one host. The log says once a day that few are left, and once that they are spent.</summary>
internal sealed partial class HostBudget(int most, string host, ILogger logger)
{
    private const double Scarce = 0.8;
    private DateOnly _scarceSaid;
    private DateOnly _spentSaid;

    /// <summary>Four fifths are spent.</summary>
    public static bool IsScarce(int requests, int most) => requests >= most * Scarce;

    /// <summary>Whether one more may start. Callers come one by one.</summary>
    public bool Allows(HostCount today)
    {
        if (most <= 0)
            return true;
        if (today.Requests >= most)
        {
            if (_spentSaid != today.Day)
                Spent(logger, most, host);
            _spentSaid = today.Day;
            return false;
        }
        if (IsScarce(today.Requests, most) && _scarceSaid != today.Day)
        {
            _scarceSaid = today.Day;
            Few(logger, today.Requests, most, host);
        }
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Requests} of {Most} requests of the day to {Host} are spent (REQUESTS_PER_DAY)")]
    private static partial void Few(ILogger logger, int requests, int most, string host);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "All {Most} requests of the day to {Host} are spent; it is not asked again before 4:00 in Paris (budget_spent, REQUESTS_PER_DAY)"
    )]
    private static partial void Spent(ILogger logger, int most, string host);
}
