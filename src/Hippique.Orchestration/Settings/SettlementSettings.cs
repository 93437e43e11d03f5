namespace Hippique.Orchestration.Settings;

/// <summary>How races that are over are settled; the service's own by default.</summary>
public sealed record SettlementSettings
{
    /// <summary>Win bets of a pool without official dividends are settled at its closing odds; the default is false. For replays of recorded races.</summary>
    public bool ClosingOdds { get; init; }

    /// <summary>Races that were run are added to the record of past races; the default is true. A replay reads its statistics from files.</summary>
    public bool Records { get; init; } = true;

    /// <summary>Those of a replay.</summary>
    public static SettlementSettings OfReplay { get; } = new() { ClosingOdds = true, Records = false };
}
