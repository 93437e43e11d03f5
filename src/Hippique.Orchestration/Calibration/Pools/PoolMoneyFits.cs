using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Calibration.Pools;
using Hippique.Gpi.Rules;

namespace Hippique.Orchestration.Calibration.Pools;

/// <summary>What a model learns from the money in place pools, on top of what it learns from prices: files of last stakes, and the program's own recordings.</summary>
public static class PoolMoneyFits
{
    /// <param name="fitted">The model so far, whose exponents and laws hold here too.</param>
    /// <param name="files">Null: none.</param>
    /// <param name="recorded">Null: none.</param>
    public static FittedModel AddTo(FittedModel fitted, PoolFiles? files, PoolRecording? recorded)
    {
        List<PoolRace> races = [.. files?.Races ?? [], .. recorded?.Races ?? []];
        var money = PlaceMoneyFits.Fit(races, fitted.Model, Regulated.Default);
        var moves = PlaceMoveFits.Fit(races, fitted.Model, Regulated.Default);
        return fitted with
        {
            Model = fitted.Model with
            {
                Data = fitted.Model.Data with { Files = Files(fitted.Model.Data.Files, files?.Hashes) },
                PlaceMoney = money.Fits.Count > 0 ? money.Fits : null,
                PlaceMoves = moves.Fits.Count > 0 ? moves.Fits : null,
            },
            Estimates = [.. fitted.Estimates, .. money.Estimates, .. moves.Estimates],
        };
    }

    private static SortedDictionary<string, string> Files(
        IReadOnlyDictionary<string, string> known,
        IReadOnlyDictionary<string, string>? further
    )
    {
        var all = new SortedDictionary<string, string>(known.ToDictionary(), StringComparer.Ordinal);
        foreach (var (name, hash) in further ?? new Dictionary<string, string>())
            all.TryAdd(name, hash);
        return all;
    }
}
