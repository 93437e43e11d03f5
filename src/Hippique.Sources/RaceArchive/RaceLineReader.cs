using System.Globalization;
using System.Text;
using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>One line of a file of recorded races, read and checked.</summary>
internal static class RaceLineReader
{
    /// <summary>The programme day, read without the rest of the line where it stands first; null where the line has none.</summary>
    public static DateOnly? DateOf(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isDate = json.ValueTextEquals("date"u8);
                if (!json.Read())
                    return null;
                if (isDate)
                    return json.TokenType == JsonTokenType.String ? Day(json.GetString()) : null;
                json.Skip();
            }
            return null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static ParseResult<RecordedRace> Read(ReadOnlySpan<byte> line)
    {
        RaceLine? race;
        try
        {
            race = JsonSerializer.Deserialize(line, RaceLineJson.Default.RaceLine);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            var what = (broken as JsonException)?.Path is { Length: > 0 } path
                ? Problem.Of($"the line is cut or no race at {Quoted.Short(path)}")
                : Problem.Of($"the line is cut or no race");
            return ParseResult<RecordedRace>.Fail(Named(line, what));
        }
        var card = race is null ? ParseResult<RaceCard>.Fail($"the line is no race") : Card(race);
        string? dropped = null;
        card = card.Then(value => SiteText.Clean(value, out dropped));
        return card.IsOk
            ? card.Then(value => Race(race!, value)).Convert(value => dropped is null ? value : value with { Notes = [dropped] })
            : ParseResult<RecordedRace>.Fail(Named(line, card.Error));
    }

    private static ParseResult<RecordedRace> Race(RaceLine race, RaceCard card)
    {
        if (!PoolText.Parse(race.Pool).TryGet(out var pool))
            return ParseResult<RecordedRace>.Fail($"{card.Id.Code}: '{Quoted.Short(race.Pool ?? "")}' is no pool");
        var pools = RecordedPrices.Pools(race, card, pool);
        return ParseResult<RecordedRace>.Ok(
            new RecordedRace
            {
                Card = card,
                Pools = pools,
                Bets = race.Bets,
                Result = RecordedArrival.Result(race),
                EndedAs = RecordedArrival.EndedAs(race),
                IsAfterClose = race.AfterClose == true,
                Looks = LookLines.Read(race.Looks, card),
                OtherCloses = RecordedPrices.OtherCloses(race, pools),
            }
        );
    }

    private static ParseResult<RaceCard> Card(RaceLine race) =>
        DateOf(race)
            .Then(date => RaceCode.Parse(race.Race).Convert(code => new RaceId(date, code)))
            .Then(id => OffOf(race, id.Date).Then(off => Runners(race).Convert(runners => Card(race, id, off, runners))));

    private static RaceCard Card(RaceLine race, RaceId id, DateTimeOffset off, IReadOnlyList<Runner> runners) =>
        new()
        {
            Id = id,
            Meeting = race.Meeting?.Trim() ?? "",
            Country = race.Country?.Trim() ?? "",
            Name = race.Name?.Trim() ?? "",
            Off = off,
            Discipline = DisciplineText.FromCode(race.Discipline),
            DistanceMetres = race.DistanceM,
            Going = race.Going,
            Runners = runners,
            // Some recordings leave withdrawn horses out; their numbers are missing, and the highest still tells how many were declared.
            DeclaredRunners = Math.Max(race.Declared ?? 0, Math.Max(runners.Count, runners[^1].Number)),
        };

    private static ParseResult<DateOnly> DateOf(RaceLine race) =>
        Day(race.Date) is { } date ? ParseResult<DateOnly>.Ok(date) : ParseResult<DateOnly>.Fail($"the date is missing");

    private static ParseResult<DateTimeOffset> OffOf(RaceLine race, DateOnly date) =>
        Off(race, date) is { } off
            ? ParseResult<DateTimeOffset>.Ok(off)
            : ParseResult<DateTimeOffset>.Fail($"the off is missing or not on that day");

    private static DateTimeOffset? Off(RaceLine race, DateOnly date)
    {
        var middle = ParisTime.At(date, new TimeOnly(16, 0));
        if (race.OffEpochMs is { } stamp)
        {
            // Further from the day than this it is no off of that day, nor an instant that can be computed with.
            var span = (long)TimeSpan.FromHours(20).TotalMilliseconds;
            var at = middle.ToUnixTimeMilliseconds();
            return stamp > at - span && stamp < at + span ? DateTimeOffset.FromUnixTimeMilliseconds(stamp) : null;
        }
        return TimeOnly.TryParseExact(race.OffParis, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? ParisTime.OffOf(date, time)
            : null;
    }

    private static ParseResult<IReadOnlyList<Runner>> Runners(RaceLine race)
    {
        if (race.Runners is not { Length: > 0 } lines)
            return ParseResult<IReadOnlyList<Runner>>.Fail($"the race has no runners");
        var runners = new SortedDictionary<int, Runner>();
        foreach (var line in lines)
        {
            if (line is not { Number: > 0 and < 1000 and { } number } || string.IsNullOrWhiteSpace(line.Horse))
                return ParseResult<IReadOnlyList<Runner>>.Fail($"a runner has no number or no name");
            if (!runners.TryAdd(number, Runner(line, number)))
                return ParseResult<IReadOnlyList<Runner>>.Fail($"two runners have the number {number}");
        }
        return ParseResult<IReadOnlyList<Runner>>.Ok([.. runners.Values]);
    }

    private static Runner Runner(RunnerLine line, int number) =>
        new()
        {
            Number = number,
            Horse = line.Horse!.Trim(),
            NonRunner = line.NonRunner,
            Jockey = line.Jockey,
            Trainer = line.Trainer,
            Owner = line.Owner,
            Sex = line.Sex,
            Age = line.Age,
            Draw = line.Draw,
            WeightKg = line.WeightKg,
            HandicapDistanceMetres = line.HandicapDistanceM,
            Rating = line.Rating,
            EarningsCents = line.Earnings,
            Starts = line.Starts,
            Wins = line.Wins,
            Places = line.Places,
            Form = line.Form,
            TrainerOpinion = line.TrainerOpinion,
            Shoes = line.Shoes,
            Blinkers = line.Blinkers ?? line.Equipment,
            FirstTime = line.FirstTime,
        };

    /// <summary>With the race's number before it, if the start of a broken line still tells it.</summary>
    private static Problem Named(ReadOnlySpan<byte> line, Problem what)
    {
        var key = line.IndexOf("\"race\""u8);
        if (key < 0)
            return what;
        var rest = line[(key + 6)..];
        rest = rest[..Math.Min(rest.Length, 24)];
        var parts = Encoding.UTF8.GetString(rest).Split('"');
        return parts.Length >= 2 && RaceCode.Parse(parts[1]).TryGet(out var code) ? Problem.Of($"{code}: {what}") : what;
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
