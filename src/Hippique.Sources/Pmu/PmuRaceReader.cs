using System.Globalization;
using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>One race of the answer with the day's programme.</summary>
internal static class PmuRaceReader
{
    public static ParseResult<PmuRace> Read(PmuMeeting meeting, JsonElement course, DateOnly date)
    {
        if ((course.Count("numReunion", 1, 999) ?? meeting.Number) is not { } reunion || course.Count("numOrdre", 1, 999) is not { } order)
            return ParseResult<PmuRace>.Fail($"a race has no number");
        var asked = new RaceCode(reunion, order);
        var code = new RaceCode(
            course.Count("numExterneReunion", 1, 999) ?? meeting.Shown ?? reunion,
            course.Count("numExterne", 1, 999) ?? order
        );
        var state = course.Text("statut") ?? "";
        if (course.Instant("heureDepart") is not { } off || Math.Abs((off - ParisTime.At(date, new TimeOnly(16, 0))).TotalHours) > 20)
        {
            var calledOff = meeting.CalledOff || PmuStates.OfRace(state) == PmuRaceState.CalledOff;
            return calledOff
                ? ParseResult<PmuRace>.Fail($"{code} has no off (heureDepart) on its day: it is called off")
                : ParseResult<PmuRace>.Fail($"{code} has no off (heureDepart) on its day");
        }
        return ParseResult<PmuRace>.Ok(
            new PmuRace
            {
                Id = new RaceId(date, code),
                AskedAs = asked,
                Meeting = meeting.Racecourse ?? string.Create(CultureInfo.InvariantCulture, $"R{code.Meeting}"),
                Country = meeting.Country,
                Name = course.Text("libelle") ?? code.ToString(),
                Off = off,
                Discipline = PmuText.Discipline(course.Text("discipline"), course.Text("specialite")),
                DistanceMetres = PmuText.Metres(course.Number("distance"), course.Text("distanceUnit")),
                Going = course.Child("penetrometre")?.Text("intitule"),
                // No race is run by nobody: 0 stands where the field is not known yet.
                DeclaredRunners = course.Count("nombreDeclaresPartants", 1, 999),
                Status = state,
                MeetingCalledOff = meeting.CalledOff,
                Offers = Offers(course),
                BetNames = BetNames(course),
                HasInternetSingles = PmuBets.HasInternetSingles(course.List("paris")?.EnumerateArray().Select(bet => bet.Text("typePari"))),
                Quinte = PmuBets.HasQuinte(course.List("paris")?.EnumerateArray().Select(bet => bet.Text("typePari"))),
                Arrival = PmuArrival.Read(course),
                ArrivalOfficial =
                    course.Flag("arriveeDefinitive")
                    || course.Flag("isArriveeDefinitive")
                    || PmuStates.OfRace(state) == PmuRaceState.Official,
                HasDividends = course.Flag("rapportsDefinitifsDisponibles"),
            }
        );
    }

    /// <summary>Says which state it is that the program does not know.</summary>
    public static Problem UnknownState(PmuRace race) =>
        race.Status.Length == 0
            ? Problem.Of($"{race.Id.Code} has no state (statut): it does not count as open")
            : Problem.Of(
                $"{race.Id.Code} has the state '{Quoted.Short(race.Status)}', which the program does not know: it does not count as open"
            );

    private static string[]? BetNames(JsonElement course) =>
        course.List("paris").Items().Select(bet => bet.Text("typePari")).OfType<string>().ToArray() is { Length: > 0 } names ? names : null;

    private static List<PmuOffer>? Offers(JsonElement course)
    {
        if (course.List("paris") is not { } bets || bets.GetArrayLength() == 0)
            return null;
        var offers = new List<PmuOffer>();
        foreach (var bet in bets.EnumerateArray())
        {
            if (
                bet.Text("typePari") is not { } name
                || bet.Denies("enVente")
                || PmuBets.FromName(name) is not { } known
                || PmuBets.PoolOf(name) is not { } pool
                || bet.Count("miseBase", 1) is not { } cents
                || offers.Exists(offer => offer.Pool == pool && offer.Offer.Bet == known)
            )
                continue;
            var stake = Euro.FromCents(cents);
            Euro? most = bet.Whole("miseMax", 1, 10_000_000_000) is { } maximum ? Euro.FromCents(maximum) : null;
            offers.Add(new PmuOffer(pool, new BetOffer(known, stake, stake, most)));
        }
        return offers;
    }
}
