using System.Text;
using System.Text.Json;
using Hippique.Racing;
using Hippique.Sources.Recording;
using Hippique.Testing;

namespace Hippique.Sources.Tests.Recording;

public sealed class RecordedApiDayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void State_is_the_last_line_at_or_before_the_moment()
    {
        var day = Load(
            """{"at_utc":"2026-03-10T08:00:00Z","path":"programme/10032026","body":{"n":1}}""",
            """{"at_utc":"2026-03-10T08:15:00Z","path":"programme/10032026","body":{"n":2}}"""
        );

        Text(day, "2026-03-10T07:59:59Z").ShouldBeNull();
        Text(day, "2026-03-10T08:00:00Z").ShouldBe("""{"n":1}""");
        Text(day, "2026-03-10T08:14:59Z").ShouldBe("""{"n":1}""");
        Text(day, "2026-03-10T20:00:00Z").ShouldBe("""{"n":2}""");
        day.At("programme/11032026", day.To).ShouldBeNull();
    }

    [Fact]
    public void Days_are_those_of_which_it_has_the_programme_and_a_race()
    {
        var day = Load(
            """{"at_utc":"2026-03-09T19:00:00Z","path":"programme/10032026","body":{}}""",
            """{"at_utc":"2026-03-10T08:00:00Z","path":"programme/10032026/R1/C1/participants","body":{}}""",
            """{"at_utc":"2026-03-12T08:00:00Z","path":"programme/12032026","body":{}}""",
            """{"at_utc":"2026-03-12T08:00:00Z","path":"programme/12032026/R1/C1/participants","body":{}}""",
            """{"at_utc":"2026-03-12T20:00:00Z","path":"programme/13032026","body":{}}""",
            """{"at_utc":"2026-03-14T08:00:00Z","path":"programme/99999999","body":{}}""",
            """{"at_utc":"2026-03-14T08:00:00Z","path":"programme/99999999/R1/C1/participants","body":{}}"""
        );
        (day.FirstDay, day.LastDay).ShouldBe((new DateOnly(2026, 3, 10), new DateOnly(2026, 3, 12)));

        var without = Load("""{"at_utc":"2026-03-11T01:00:00Z","path":"programme/10032026/R1C1/participants","body":{}}""");
        // One o'clock at night belongs to the day before.
        (without.FirstDay, without.LastDay).ShouldBe((new DateOnly(2026, 3, 10), new DateOnly(2026, 3, 10)));
    }

    [Theory]
    [InlineData("{\"at_utc\":\"2026-03-10T08:00:00Z\",\"path\":\"x\"}")]
    [InlineData("{\"at_utc\":\"demain\",\"path\":\"x\",\"body\":{}}")]
    [InlineData("{\"at_utc\":\"2026-03-10T08:00:00Z\",\"path\":\"x\",\"bo")]
    public void Line_that_is_no_answer_is_named(string line) =>
        Should.Throw<UnreadableFileException>(() => Load(line)).Message.ShouldStartWith("line 1 is no recorded answer");

    [Theory]
    [InlineData("citations?paris=&specialisation=INTERNET", "internet stakes")]
    [InlineData("citations?specialisation=INTERNET", null)]
    [InlineData("citations", "national stakes")]
    [InlineData("combinaisons?specialisation=INTERNET", "internet list")]
    [InlineData("masse-enjeu?specialisation=INTERNET", null)]
    [InlineData("masse-enjeu", "national totals")]
    [InlineData("participants?specialisation=INTERNET", null)]
    [InlineData("rapports/E_SIMPLE_PLACE?specialisation=INTERNET", "ranges")]
    [InlineData("rapports-definitifs?specialisation=INTERNET", "dividends")]
    public void Mirror_answers_with_what_the_recording_has_of_the_pool(string asked, string? said)
    {
        const string Race = "programme/10032026/R1/C1/";
        string Line(string path, string says) => $$"""{"at_utc":"2026-03-10T08:00:00Z","path":"{{Race}}{{path}}","body":["{{says}}"]}""";
        var mirror = new MirroredApi(
            Load(
                Line("citations?paris=&specialisation=INTERNET", "internet stakes"),
                Line("citations", "national stakes"),
                Line("combinaisons?specialisation=INTERNET", "internet list"),
                Line("masse-enjeu", "national totals"),
                Line("participants", "national prices"),
                Line("rapports/E_SIMPLE_PLACE", "ranges"),
                Line("rapports-definitifs", "dividends")
            )
        );

        var answer = mirror.At($"/rest/client/61/{Race}{asked}", mirror.To);

        (answer is null ? null : Encoding.UTF8.GetString(answer.Body)).ShouldBe(said is null ? null : $"[\"{said}\"]");
    }

    [Fact]
    public void Real_day_has_its_bodies_and_its_off_times_move()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var day = RecordedApiDay.Load(RealData.Path("days/2025-12-06.jsonl.gz"), TestContext.Current.CancellationToken);

        // Counted on the file: 1,847 lines, 96 of them programmes.
        day.Lines.ShouldBe(1847);
        day.From.ShouldBe(new DateTimeOffset(2025, 12, 5, 23, 0, 14, TimeSpan.Zero));
        day.To.ShouldBe(new DateTimeOffset(2025, 12, 6, 22, 45, 16, TimeSpan.Zero));
        using var first = JsonDocument.Parse(day.At("programme/06122025", day.From)!);
        using var last = JsonDocument.Parse(day.At("programme/06122025", day.To)!);
        Races(first).Keys.ShouldBe(Races(last).Keys, ignoreOrder: true);
        Races(last).Count.ShouldBe(68);
        Races(first).Count(race => Races(last)[race.Key] != race.Value).ShouldBeGreaterThan(0);
    }

    private static Dictionary<string, long> Races(JsonDocument programme) =>
        programme
            .RootElement.GetProperty("programme")
            .GetProperty("reunions")
            .EnumerateArray()
            .SelectMany(meeting => meeting.GetProperty("courses").EnumerateArray())
            .ToDictionary(
                race => $"R{race.GetProperty("numReunion").GetInt32()}C{race.GetProperty("numOrdre").GetInt32()}",
                race => race.GetProperty("heureDepart").GetInt64()
            );

    private RecordedApiDay Load(params string[] lines)
    {
        var file = Path.Combine(_folder.Path, "day.jsonl");
        File.WriteAllLines(file, lines);
        return RecordedApiDay.Load(file, TestContext.Current.CancellationToken);
    }

    private static string? Text(RecordedApiDay day, string at) =>
        day.At("programme/10032026", DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)) is { } body
            ? Encoding.UTF8.GetString(body)
            : null;
}
