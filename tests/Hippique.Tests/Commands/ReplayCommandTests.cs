using System.Text.Json;
using Hippique.Testing.Replay;

namespace Hippique.Tests.Commands;

/// <summary><c>hippique replay --json</c> and <c>history import --json</c>: the same shape for one day and several (issue 10).</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private static readonly DateOnly Day = new(2025, 11, 24);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-replay-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task One_day_and_several_have_the_same_members()
    {
        var file = Path.Combine(_folder.FullName, "races.jsonl");
        InventedDay.Write(file, [.. InventedDay.Lines(Day, 2), .. InventedDay.Lines(Day.AddDays(1), 3), "{\"date\": \"2025-11-25\"}"]);

        var one = await Cli.RunAsync("replay", file, "--date", "2025-11-24", "--out", Out("one"), "--json");
        var two = await Cli.RunAsync("replay", file, "--out", Out("two"), "--json");

        (one.Code, two.Code).ShouldBe((0, 1));
        foreach (var (answer, days, races) in ((JsonElement, int, int)[])[(one.Json, 1, 2), (two.Json, 2, 6)])
        {
            Members(answer).ShouldBe(["from", "to", "days", "total", "refused"]);
            answer.GetProperty("days").GetArrayLength().ShouldBe(days);
            answer.GetProperty("total").GetProperty("races").GetInt32().ShouldBe(races);
            Members(answer.GetProperty("days")[0]).ShouldBe(["date", .. Members(answer.GetProperty("total"))]);
        }
        one.Json.GetProperty("days")[0].GetProperty("date").GetString().ShouldBe("2025-11-24");
        two.Json.GetProperty("refused").GetArrayLength().ShouldBe(1);
        two.Error.TrimEnd().Split('\n').ShouldHaveSingleItem();
    }

    private string Out(string name) => Path.Combine(_folder.FullName, name);

    private static List<string> Members(JsonElement value) => [.. value.EnumerateObject().Select(member => member.Name)];
}
