using Hippique.Orchestration.Merging;
using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Orchestration.Phases;

/// <summary>Makes the snapshot of what a source showed. Everything is put in order of number and pool, so that the order of a page changes no artifact.</summary>
internal static class SnapshotMaker
{
    /// <param name="race">The race as planned; it fills what the source leaves out.</param>
    /// <param name="seen">What its sources showed.</param>
    /// <param name="phase">Which look.</param>
    /// <param name="plannedAt">The instant for which it was planned.</param>
    /// <param name="simulated">The race is invented.</param>
    public static Snapshot Make(PlannedRace race, RaceLook.Seen seen, Phase phase, DateTimeOffset plannedAt, bool simulated)
    {
        var (link, view, origins, at) = seen;
        var card = view.Card;
        return new Snapshot
        {
            Phase = phase,
            PlannedAt = plannedAt.ToUniversalTime(),
            TakenAt = at.ToUniversalTime(),
            Source = link.Source,
            Url = link.Url,
            Simulated = simulated,
            Card = card with
            {
                Id = race.Id,
                Meeting = card.Meeting.Length > 0 ? card.Meeting : race.Meeting,
                Country = card.Country.Length > 0 ? card.Country : race.Country,
                Name = card.Name.Length > 0 ? card.Name : race.Name,
                Off = card.Off.ToUniversalTime(),
                Discipline = card.Discipline != Discipline.Unknown ? card.Discipline : race.Discipline,
                Runners = [.. card.Runners.OrderBy(runner => runner.Number)],
            },
            Pools =
            [
                .. view
                    .Pools.OrderBy(pool => pool.Pool)
                    .Select(pool =>
                        pool with
                        {
                            Win = [.. pool.Win.OrderBy(price => price.Number)],
                            Place = [.. pool.Place.OrderBy(price => price.Number)],
                            Stakes = pool.Stakes is { } stakes ? [.. stakes.OrderBy(bet => bet.Bet).Select(InOrder)] : null,
                            Combinations = pool.Combinations is { } pairs
                                ? [.. pairs.OrderBy(pair => pair.Bet).ThenBy(pair => pair.Numbers[0]).ThenBy(pair => pair.Numbers[^1])]
                                : null,
                            Offers = pool.Offers is null
                                ? null
                                : [.. pool.Offers.OrderBy(offer => offer.Bet).ThenBy(offer => offer.Minimum)],
                        }
                    ),
            ],
            Origins = [.. origins, .. OfThePlan(race, card)],
            Notes = view.Notes,
        };
    }

    private static BetStakes InOrder(BetStakes bet) =>
        bet with
        {
            Stakes = [.. bet.Stakes.OrderBy(stake => stake.Numbers[0]).ThenBy(stake => stake.Numbers[^1])],
        };

    /// <summary>Where the fields come from that only the plan knows.</summary>
    private static IEnumerable<FieldOrigin> OfThePlan(PlannedRace race, RaceCard card)
    {
        var missing = RaceField.All.Where(field => !field.IsKnown(card)).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        return race
            .Origins.Select(origin => origin with { Fields = [.. origin.Fields.Where(missing.Contains)] })
            .Where(origin => origin.Fields.Count > 0);
    }
}
