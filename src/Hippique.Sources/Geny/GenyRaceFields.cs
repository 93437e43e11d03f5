using System.Globalization;
using Hippique.Racing;
using Hippique.Sources.Countries;

namespace Hippique.Sources.Geny;

/// <summary>One race of Geny's payload, from its meeting (<c>reunion</c>) and itself (<c>course</c>); the programme and the odds page write both alike.</summary>
internal sealed record GenyRaceFields
{
    private static readonly string[] OffFormats = ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm"];

    public required long Id { get; init; }
    public required DateOnly Date { get; init; }
    public required RaceCode Code { get; init; }
    public required string Url { get; init; }
    public required string Meeting { get; init; }
    public required string Country { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset Off { get; init; }
    public required Discipline Discipline { get; init; }
    public required bool Cancelled { get; init; }

    /// <summary>Null where the page does not say.</summary>
    public bool? Quinte { get; init; }
    public int? Distance { get; init; }
    public string? Going { get; init; }

    /// <summary>As the site counts them, declared non-runners among them.</summary>
    public int? Declared { get; init; }

    public RaceLink Link => new(GenySite.Name, Date, Code, Url);

    /// <summary>Every field that a race needs, or the name of the first that is missing.</summary>
    public static ParseResult<GenyRaceFields> Read(FlightNode meeting, FlightNode race)
    {
        if (meeting["numeroPmu"].Whole is not (>= 1 and <= 999 and var meetingNumber))
            return Fail($"numeroPmu (the meeting's number)");
        if (race["numeroCourse"].Whole is not (>= 1 and <= 999 and var raceNumber))
            return Fail($"numeroCourse (the race's number) in R{meetingNumber}");
        var code = new RaceCode(meetingNumber, raceNumber);
        if (Day(meeting["dateReunion"].Text) is not { } date)
            return Fail($"dateReunion of {code}");
        if (OffOf(date, race) is not { } off)
            return Fail($"dateHeureCourse (the off) of {code}");
        if (race["id"].Long is not (> 0 and var id) || GenyUrl.Race(id, race["slug"].Text) is not { } url)
            return Fail($"id and slug of {code}");
        if ((meeting["nomReunion"].Text ?? meeting["hippodrome"]["nom"].Text) is not { } named)
            return Fail($"nomReunion of {code}");
        if (race["nomPrix"].Text is not { } name)
            return Fail($"nomPrix of {code}");
        return ParseResult<GenyRaceFields>.Ok(
            new GenyRaceFields
            {
                Id = id,
                Date = date,
                Code = code,
                Url = url,
                Meeting = CountryNames.MeetingName(named),
                Country = CountryNames.Alpha3(meeting["hippodrome"]["nationaliteIso"].Text, named),
                Name = name,
                Off = off,
                Discipline = Kind(race["specialite"].Text, race["discipline"].Text),
                Cancelled = IsCancelled(race["etatCourse"].Text) || IsCancelled(meeting["etatReunion"].Text),
                Quinte = race["quintePlus"].Flag,
                Distance = race["distance"].Whole is > 0 and var metres ? metres : null,
                Going = race["typeEtatTerrain"].Text,
                Declared = race["nombrePartants"].Whole is > 0 and var declared ? declared : null,
            }
        );
    }

    /// <summary>The date and time of the off have no zone: they are on the Paris clock. Where the full time is missing, the hour belongs to the programme's day.</summary>
    private static DateTimeOffset? OffOf(DateOnly programme, FlightNode race)
    {
        if (
            DateTime.TryParseExact(
                race["dateHeureCourse"].Text,
                OffFormats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var full
            )
        )
        {
            var day = DateOnly.FromDateTime(full);
            // An off of another day than the programme's, or the night after it, is a mistake of the page.
            return day == programme || day == programme.AddDays(1) ? ParisTime.At(day, TimeOnly.FromDateTime(full)) : null;
        }
        if (!race["dateHeureCourse"].IsNothing)
            return null;
        return TimeOnly.TryParseExact(race["heureCourse"].Text, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour)
            ? ParisTime.OffOf(programme, hour)
            : null;
    }

    internal static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    // PLAT, ATTELE and MONTE were seen; the names of jump races are the field's own and give "unknown" where they are others.
    private static Discipline Kind(string? speciality, string? discipline) =>
        speciality switch
        {
            "PLAT" => Discipline.Flat,
            "ATTELE" => Discipline.Harness,
            "MONTE" => Discipline.MountedTrot,
            "HAIES" => Discipline.Hurdle,
            "STEEPLE" or "STEEPLECHASE" or "STEEPLE_CHASE" => Discipline.Steeplechase,
            "CROSS" or "CROSS_COUNTRY" => Discipline.CrossCountry,
            _ when discipline == "OBSTACLE" || speciality == "OBSTACLE" => Discipline.Obstacle,
            _ => Discipline.Unknown,
        };

    // Only PARTANT was seen; a state that speaks of being cancelled or put off is believed.
    private static bool IsCancelled(string? state) =>
        state is not null && (state.StartsWith("ANNUL", StringComparison.Ordinal) || state.StartsWith("REPORT", StringComparison.Ordinal));

    private static ParseResult<GenyRaceFields> Fail(FormattableString missing) => ParseResult<GenyRaceFields>.Fail(missing);
}
