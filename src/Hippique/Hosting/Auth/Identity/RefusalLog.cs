using Hippique.Racing;

namespace Hippique.Hosting.Auth.Identity;

/// <summary>Says in the log why callers were refused, without what they showed; of a flood the first lines of each minute, and how many more there were.</summary>
internal sealed partial class RefusalLog(TimeProvider clock, ILogger<RefusalLog> logger)
{
    /// <summary>Lines a minute.</summary>
    public const int MostLines = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private long? _since;
    private int _lines;
    private long _unsaid;

    public void Refused(TokenFault fault)
    {
        if (MaySay())
            TokenRefused(logger, fault);
    }

    /// <param name="email">Verified: the issuer has signed it.</param>
    public void Refused(string email)
    {
        if (MaySay())
            CallerRefused(logger, email);
    }

    /// <param name="why">May quote what a stranger sent.</param>
    public void SignInFailed(string why)
    {
        if (MaySay())
            NotSignedIn(logger, Quoted.Short(why));
    }

    private bool MaySay()
    {
        long unsaid = 0;
        lock (_gate)
        {
            if (_since is not { } since || clock.GetElapsedTime(since) >= Window)
                (_since, _lines, unsaid, _unsaid) = (clock.GetTimestamp(), 0, _unsaid, 0);
            if (++_lines > MostLines)
            {
                _unsaid++;
                return false;
            }
        }
        if (unsaid > 0)
            MoreRefused(logger, unsaid);
        return true;
    }

    [LoggerMessage(1, LogLevel.Warning, "an identity token was refused: {Fault}")]
    private static partial void TokenRefused(ILogger logger, TokenFault fault);

    [LoggerMessage(2, LogLevel.Warning, "{Email} is neither in ALLOWED_EMAILS nor SERVICE_ACCOUNT_EMAIL, and was refused")]
    private static partial void CallerRefused(ILogger logger, string email);

    [LoggerMessage(4, LogLevel.Warning, "a sign-in failed: {Why}")]
    private static partial void NotSignedIn(ILogger logger, string why);

    [LoggerMessage(3, LogLevel.Warning, "{Count} more were refused without a line each")]
    private static partial void MoreRefused(ILogger logger, long count);
}
