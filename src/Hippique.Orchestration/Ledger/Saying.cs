namespace Hippique.Orchestration.Ledger;

/// <summary>When the user said it, and which way.</summary>
/// <param name="At">By the program's clock.</param>
/// <param name="By">The name under which the call came in.</param>
/// <param name="Way">By which way.</param>
public sealed record Saying(DateTimeOffset At, string By, SayingWay Way);

public enum SayingWay
{
    Cli,
    Api,
    Link,

    /// <summary>A file of his bets.</summary>
    Import,
}
