using System.Text.Json;
using Hippique.Testing;
using Hippique.Testing.Replay;

namespace Hippique.Tests.Commands;

/// <summary><c>hippique plan --from</c> (issue 10).</summary>
public sealed class PlanCommandTests : IDisposable
{
    private static readonly DateOnly Day = new(2025, 11, 24);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-plan-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_plan_that_stands_exits_0_and_says_on_stderr_who_refused()
    {
        var cli = await Cli.RunAsync("plan", "--from", Recorded(3), "--from", "/nowhere/programme.html");

        cli.Code.ShouldBe(0);
        cli.Out.ShouldContain("PRIX NUMERO 3");
        cli.Error.TrimEnd().Split('\n').ShouldHaveSingleItem().ShouldContain("/nowhere/programme.html");
        cli.Out.Split('\n').ShouldAllBe(line => line.Length <= 80);
    }

    [Fact]
    public async Task In_json_the_refusal_is_a_member_beside_the_races()
    {
        var cli = await Cli.RunAsync("plan", "--json", "--from", Recorded(3), "--from", "/nowhere/programme.html");

        cli.Code.ShouldBe(0);
        var races = cli.Json.GetProperty("races").EnumerateArray().ToList();
        races.Count.ShouldBe(3);
        races[0].GetProperty("name").GetString().ShouldBe("PRIX NUMERO 1");
        races[0].GetProperty("discipline").GetString().ShouldBe("harness");
        races[0].TryGetProperty("quinte", out _).ShouldBeTrue();
        cli.Json.GetProperty("refused").EnumerateArray().ShouldHaveSingleItem().GetProperty("kind").GetString().ShouldBe("not_found");
    }

    [Fact]
    public async Task Without_a_plan_it_exits_1()
    {
        var page = Path.Combine(_folder.FullName, "weather.html");
        await File.WriteAllTextAsync(page, "<html>sun</html>", TestContext.Current.CancellationToken);

        (await Cli.RunAsync("plan", "--from", page)).ShouldFailWith("no page of this site");
    }

    [Fact]
    public async Task A_file_of_another_day_or_without_a_programme_is_refused_by_name()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);

        var geny = RealData.Path("captures/geny/cotes_2026-09-24_excerpt.html");
        (await Cli.RunAsync("plan", "--from", geny, "--date", "2026-09-25")).ShouldFailWith("2026-09-24");
        (await Cli.RunAsync("plan", "--from", RealData.Path("captures/zone-turf/horse_jullou_2025-12-13.html"))).ShouldFailWith(
            "no programme"
        );
    }

    [Theory]
    [InlineData("captures/geny/cotes_2026-09-24_excerpt.html", 54, "R1C1", "geny")]
    [InlineData("captures/boturfers/programme_2025-12-15.html", 24, "R1C5", "boturfers")]
    [InlineData("captures/pmu/2025-11-05/programme_05112025.json", 63, "R1C2", "pmu")]
    public async Task Real_pages_give_the_day_and_its_quinte(string page, int races, string quinte, string source)
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);

        var cli = await Cli.RunAsync("plan", "--json", "--from", RealData.Path(page));

        cli.Code.ShouldBe(0);
        var all = cli.Json.GetProperty("races").EnumerateArray().ToList();
        all.Count.ShouldBe(races);
        var marked = all.Where(race => race.GetProperty("quinte").ValueKind == JsonValueKind.True).ToList().ShouldHaveSingleItem();
        marked.GetProperty("id").GetString()!.ShouldEndWith(quinte);
        marked
            .GetProperty("origins")
            .EnumerateArray()
            .Single(origin => origin.GetProperty("fields").EnumerateArray().Any(field => field.GetString() == "quinte"))
            .GetProperty("source")
            .GetString()
            .ShouldBe(source);
        // Whatever the page said of the others, it said that they are not.
        all.Count(race => race.GetProperty("quinte").ValueKind == JsonValueKind.Null).ShouldBeLessThan(all.Count / 2);
    }

    [Fact]
    public async Task Zeturf_does_not_say_which_race_is_the_quinte()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);

        var cli = await Cli.RunAsync("plan", "--json", "--from", RealData.Path("captures/zeturf/programme_2025-11-20.html"));

        cli.Json.GetProperty("races").EnumerateArray().ShouldAllBe(race => race.GetProperty("quinte").ValueKind == JsonValueKind.Null);
    }

    private string Recorded(int races)
    {
        var path = Path.Combine(_folder.FullName, "races.jsonl");
        InventedDay.Write(path, InventedDay.Lines(Day, races));
        return path;
    }
}
