using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Sources.Pmu;
using Hippique.Sources.ZEturf;

namespace Hippique.Orchestration.Imports;

/// <summary>Finds the race of a bet: by the plan of its day where there is one, else by what the file says.</summary>
internal sealed class PlannedBets(PlanStore plans)
{
    /// <exception cref="Artifacts.ArtifactException">The plan cannot be read.</exception>
    public async Task<ParseResult<RaceOfBet>> FindAsync(ToldBet bet, CancellationToken cancellationToken)
    {
        var plan = await plans.GetAsync(bet.Date, cancellationToken).ConfigureAwait(false);
        // Invented races have nothing to do with the user's money.
        IReadOnlyList<PlannedRace> races = plan is { Simulated: false } ? plan.Races : [];
        var meeting = Names.Racecourse(bet.Meeting);
        if (bet.Code is not { } code)
            return
                races.FirstOrDefault(race => Names.Racecourse(race.Meeting) == meeting && race.Id.Code.Race == bet.RaceNumber) is { } named
                ? ParseResult<RaceOfBet>.Ok(new RaceOfBet(named.Id, named))
                : ParseResult<RaceOfBet>.Fail(
                    $"no plan of {bet.Date:yyyy-MM-dd} says which race {bet.RaceNumber} of {Quoted.Short(bet.Meeting)} is: expected R1C3"
                );
        var planned = InNumberingOf(bet.Pool, races, code) ?? races.FirstOrDefault(race => race.Id.Code == code);
        if (planned is not null && !IsAt(planned, meeting))
            return ParseResult<RaceOfBet>.Fail(
                $"{code} of {bet.Date:yyyy-MM-dd} is run at {planned.Meeting}, not at {Quoted.Short(bet.Meeting)}"
            );
        return ParseResult<RaceOfBet>.Ok(new RaceOfBet(planned?.Id ?? new RaceId(bet.Date, code), planned));
    }

    /// <summary>Operators shorten names and add to them.</summary>
    private static bool IsAt(PlannedRace race, string meeting)
    {
        var planned = Names.Racecourse(race.Meeting);
        return planned.Contains(meeting, StringComparison.Ordinal) || meeting.Contains(planned, StringComparison.Ordinal);
    }

    /// <summary>An operator's file has the operator's numbers, which are not always the race's name.</summary>
    private static PlannedRace? InNumberingOf(Pool pool, IReadOnlyList<PlannedRace> races, RaceCode code)
    {
        var source = pool switch
        {
            Pool.ZEturf => ZEturfSite.Name,
            Pool.PmuInternet or Pool.PmuNational => PmuSite.Name,
            _ => null,
        };
        return source is null ? null : races.FirstOrDefault(race => race.Links.Any(link => link.Source == source && link.Code == code));
    }
}

/// <param name="Id">Its name.</param>
/// <param name="Planned">Null: its day was never planned, or without it.</param>
internal sealed record RaceOfBet(RaceId Id, PlannedRace? Planned);
