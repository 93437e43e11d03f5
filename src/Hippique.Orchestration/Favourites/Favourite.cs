using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Registration;

namespace Hippique.Orchestration.Favourites;

/// <summary>Which horse a source's own prices make the favourite.</summary>
internal static class Favourite
{
    /// <summary>Fewer prices name no favourite.</summary>
    private const int MinPrices = 3;

    /// <summary>The favourites of each source that shows win prices, from its own view: nothing that another source says is in it.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> OfEach(IEnumerable<(string Source, RaceView View)> views) =>
        views
            .Select(seen => (seen.Source, Names: Of(seen.Source, seen.View)))
            .Where(seen => seen.Names.Count > 0)
            .DistinctBy(seen => seen.Source)
            .ToDictionary(seen => seen.Source, seen => seen.Names, StringComparer.Ordinal);

    /// <summary>Horses at the lowest odds by their normalised names, several where they share it; empty if too few are priced. By name, so that a source that numbers otherwise is compared rightly.</summary>
    private static IReadOnlyList<string> Of(string source, RaceView view)
    {
        var own = SourceDescriptors.Find(source)?.Pools ?? [];
        var horses = view.Card.Runners.Where(runner => !runner.NonRunner).ToDictionary(runner => runner.Number, runner => runner.Horse);
        var prices = view
            .Pools.OrderBy(pool =>
                own.Index().Where(entry => entry.Item == pool.Pool).Select(entry => entry.Index).FirstOrDefault(own.Count)
            )
            .Select(pool => pool.Win.Where(price => horses.ContainsKey(price.Number)).ToList())
            .FirstOrDefault(win => win.Count >= MinPrices);
        if (prices is null)
            return [];
        var lowest = prices.Min(price => price.Odds.Value);
        return
        [
            .. prices
                .Where(price => price.Odds.Value <= lowest)
                .Select(price => Names.HorseOfRace(horses[price.Number]))
                .Order(StringComparer.Ordinal),
        ];
    }
}
