using System.Globalization;
using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>Reads the answer of <c>programme/DDMMYYYY</c>.</summary>
public static class PmuProgrammeAnswer
{
    /// <summary>A race that cannot be read is refused by name and the others stand; a programme without one race is an error.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="url">Where it came from, for errors.</param>
    /// <param name="expected">The day that was asked for; null: whichever the answer is of.</param>
    public static SourceAnswer<PmuProgramme> Parse(ReadOnlyMemory<byte> body, string url, DateOnly? expected = null)
    {
        using var document = PmuDocument.Open(body, url, out var error);
        if (document is null || error is not null)
            return Refuse(error!);
        if (document.RootElement.Child("programme") is not { } programme)
            return Refuse(PmuDocument.Error(SourceErrorKind.WrongPage, url, "no programme in the answer"));
        if (programme.Instant("date") is not { } stamp)
            return Refuse(PmuDocument.Changed(url, "the programme names no day"));
        var date = ParisTime.DayOf(stamp);
        if (expected is { } asked && asked != date)
            return Refuse(PmuDocument.Error(SourceErrorKind.WrongPage, url, $"asked for {Day(asked)}, the answer is of {Day(date)}"));
        if (programme.List("reunions") is not { } meetings)
            return Refuse(PmuDocument.Changed(url, "the programme has no list of meetings"));

        var races = new List<PmuRace>();
        var refused = new List<SourceError>();
        var seen = new HashSet<RaceCode>();
        foreach (var meeting in meetings.EnumerateArray())
        {
            foreach (var course in meeting.List("courses").Items())
            {
                var race = Race(meeting, course, date);
                if (!race.TryGet(out var value))
                    refused.Add(PmuDocument.Changed(url, race.Error));
                else if (!seen.Add(value.Id.Code))
                    refused.Add(PmuDocument.Changed(url, $"{value.Id.Code} is in the programme twice; the first is kept"));
                else
                    races.Add(value);
            }
        }
        return races.Count == 0
            ? Refuse(PmuDocument.Changed(url, $"no race of {Day(date)} could be read"))
            : new SourceAnswer<PmuProgramme>.Found(new PmuProgramme(date, races, refused));
    }

    private static ParseResult<PmuRace> Race(JsonElement meeting, JsonElement course, DateOnly date)
    {
        if (course.Count("numReunion", 1, 999) is not { } reunion || course.Count("numOrdre", 1, 999) is not { } order)
            return ParseResult<PmuRace>.Fail("a race has no number");
        var code = new RaceCode(reunion, order);
        if (course.Instant("heureDepart") is not { } off || Math.Abs((off - ParisTime.At(date, new TimeOnly(16, 0))).TotalHours) > 20)
            return ParseResult<PmuRace>.Fail($"{code} has no off (heureDepart) on its day");
        if (course.Text("libelle") is not { } name)
            return ParseResult<PmuRace>.Fail($"{code} has no name");
        return ParseResult<PmuRace>.Ok(
            new PmuRace
            {
                Id = new RaceId(date, code),
                Meeting = meeting.Child("hippodrome")?.Text("libelleCourt") ?? course.Child("hippodrome")?.Text("libelleCourt") ?? "",
                Country = meeting.Child("pays")?.Text("code") ?? "",
                Name = name,
                Off = off,
                Discipline = PmuText.Discipline(course.Text("discipline"), course.Text("specialite")),
                DistanceMetres = course.Text("distanceUnit") is null or "METRE" ? course.Count("distance", 1, 20_000) : null,
                Going = course.Child("penetrometre")?.Text("intitule"),
                DeclaredRunners = course.Count("nombreDeclaresPartants", 0, 999),
                Status = course.Text("statut") ?? "",
                Offers = Offers(course),
                Arrival = Arrival(course),
                ArrivalOfficial = course.Flag("arriveeDefinitive") || course.Flag("isArriveeDefinitive"),
            }
        );
    }

    private static List<PmuOffer> Offers(JsonElement course)
    {
        var offers = new List<PmuOffer>();
        foreach (var bet in course.List("paris").Items())
        {
            if (
                bet.Text("typePari") is not { } name
                || PmuBets.FromName(name) is not { } known
                || bet.Count("miseBase", 1) is not { } cents
            )
                continue;
            var pool = PmuBets.PoolOf(name);
            if (offers.Exists(offer => offer.Pool == pool && offer.Offer.Bet == known))
                continue;
            var stake = Euro.FromCents(cents);
            Euro? most = bet.Whole("miseMax", 1, 10_000_000_000) is { } maximum ? Euro.FromCents(maximum) : null;
            offers.Add(new PmuOffer(pool, new BetOffer(known, stake, stake, most)));
        }
        return offers;
    }

    private static List<IReadOnlyList<int>> Arrival(JsonElement course)
    {
        var arrival = new List<IReadOnlyList<int>>();
        foreach (var place in course.List("ordreArrivee").Items())
        {
            if (place.ValueKind != JsonValueKind.Array)
                return [];
            var numbers = new List<int>();
            foreach (var number in place.EnumerateArray())
            {
                if (number.ValueKind != JsonValueKind.Number || !number.TryGetInt32(out var value) || value is < 1 or > 999)
                    return [];
                numbers.Add(value);
            }
            if (numbers.Count > 0)
                arrival.Add(numbers);
        }
        return arrival;
    }

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static SourceAnswer<PmuProgramme> Refuse(SourceError error) => new SourceAnswer<PmuProgramme>.Refused(error);
}
