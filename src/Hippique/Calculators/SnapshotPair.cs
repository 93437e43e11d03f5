using System.Security.Cryptography;
using Hippique.Gpi.Inputs;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Calculators;

/// <summary>Both looks at one race, read from files as a phase leaves them.</summary>
internal sealed record SnapshotPair(Snapshot H30, Snapshot H5, SortedDictionary<string, string> Hashes)
{
    /// <exception cref="IOException">A file cannot be read or is no snapshot; the message names it.</exception>
    public static async Task<ParseResult<SnapshotPair>> ReadAsync(string h30, string h5, CancellationToken cancellationToken)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var early = await ReadAsync(h30, ArtifactPaths.SnapshotH30Name, hashes, cancellationToken);
        var late = await ReadAsync(h5, ArtifactPaths.SnapshotH5Name, hashes, cancellationToken);
        if (early.Phase != Phase.H30 || late.Phase != Phase.H5)
            return Fail(Texts.Said("analyse_phases", h30, early.Phase, h5, late.Phase));
        return early.Card.Id == late.Card.Id
            ? ParseResult<SnapshotPair>.Ok(new SnapshotPair(early, late, hashes))
            : Fail(Texts.Said("analyse_races", h30, early.Card.Id, h5, late.Card.Id));
    }

    /// <summary>What the service would give the analysis. If none of the user's operators is in view, as in a recorded race, its own pools stand for them.</summary>
    /// <param name="play">What the user decided.</param>
    /// <param name="player">What had been played by then; null: nothing.</param>
    public AnalysisInput ToInput(PlaySettings play, PlayerState? player = null)
    {
        var shown = H5.Pools.Select(pool => pool.Pool).ToList();
        return new AnalysisInput
        {
            H5 = H5,
            H30 = H30,
            Operators = play.Operators.Any(shown.Contains) ? play.Operators : shown,
            Countries = play.Countries,
            Bankroll = play.Bankroll,
            BudgetPerRace = play.BudgetPerRace,
            Player =
                player
                ?? new PlayerState
                {
                    DailyLimit = play.DailyLimit,
                    WeeklyLimit = play.WeeklyLimit,
                    DailyLossLimit = play.DailyLossLimit,
                    WeeklyLossLimit = play.WeeklyLossLimit,
                    ExoticsPaused = play.ExoticsPaused,
                },
            ProgramVersion = ProgramVersion.Text,
            InputHashes = Hashes,
        };
    }

    private static async Task<Snapshot> ReadAsync(
        string path,
        string name,
        SortedDictionary<string, string> hashes,
        CancellationToken cancellationToken
    )
    {
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        hashes[name] = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return ArtifactJson.Read<Snapshot>(path, bytes);
    }

    private static ParseResult<SnapshotPair> Fail(Problem error) => ParseResult<SnapshotPair>.Fail(error);
}
