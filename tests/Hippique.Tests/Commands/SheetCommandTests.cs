using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Sheets;
using Hippique.Pages;
using Hippique.Testing.Replay;

namespace Hippique.Tests.Commands;

/// <summary><c>hippique feuille</c> on an invented day that was replayed.</summary>
public sealed partial class SheetCommandTests : IDisposable
{
    private const int Races = 20;
    private static readonly DateOnly Day = new(2025, 11, 24);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-sheet-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_page_has_each_race_once_and_fetches_and_runs_nothing()
    {
        var page = await PageAsync("en-GB");

        Code().Matches(page).Select(match => match.Groups[1].Value).ShouldBe(Expected(), ignoreOrder: true);
        page.ShouldContain("<html lang=\"en\">");
        WebUtility.HtmlDecode(page).ShouldContain("18+");
        page.ShouldContain("09 74 75 13 13");
        page.ShouldContain("@page { size: A4;");
        page.ShouldContain("prefers-color-scheme: dark");
        foreach (var outside in (string[])["<script", "<link", "<img", "src=", "url(", "@import", "http-equiv"])
            page.ShouldNotContain(outside);
    }

    [Fact]
    public async Task The_page_says_of_which_look_a_price_is_and_when_that_was()
    {
        var page = await PageAsync("fr-FR");

        page.ShouldContain("<title>Feuille du lundi 24 novembre 2025</title>");
        page.ShouldContain("<th class=\"k\">H-30 PMU national</th><th class=\"k\">H-5 PMU national</th>");
        // The first race starts at 10:40.
        page.ShouldContain("<span class=\"l\">H-30 PMU national</span><span class=\"t\">10:10</span>");
        page.ShouldContain("<span class=\"l\">H-5 PMU national</span><span class=\"t\">10:3");
        Price().Count(page).ShouldBeGreaterThan(Races);
        Point().IsMatch(Style().Replace(page, "")).ShouldBeFalse();
    }

    [Fact]
    public async Task Names_from_outside_are_text_in_the_page_and_in_the_table()
    {
        await ReplayAsync(line =>
            line.Replace("\"CHEVAL 1-1\"", "\"<script>alert(1)</script>\"", StringComparison.Ordinal)
                .Replace("CHEVAL ", "=CHEVAL ", StringComparison.Ordinal)
                .Replace("\"VALMOREL\"", "\"<b>VALMOREL\"", StringComparison.Ordinal)
        );

        var page = await FileAsync("--output", "sheet.html");
        page.ShouldNotContain("<script");
        page.ShouldContain("&lt;b&gt;VALMOREL");
        var csv = (await SheetAsync("--format", "csv")).Out;
        csv.ShouldContain(",'=CHEVAL ");
        csv.ShouldNotContain(",=");
    }

    [Fact]
    public async Task The_table_reads_back_to_the_prices_of_the_analyses()
    {
        await ReplayAsync();

        var cli = await SheetAsync("--format", "csv");
        // A table has no place for it.
        cli.Error.ShouldContain("18+");
        var rows = cli.Out.TrimEnd('\n').Split('\n').Skip(1).Select(line => line.Split(',')).ToList();
        rows.Select(row => row[1]).Distinct().Order().ShouldBe(Expected().Order());
        rows.Select(row => row[4]).Distinct().Order().ShouldBe(["h30", "h5"]);
        var compared = 0;
        foreach (var row in rows.Where(row => row[4] == "h5" && row[6] == "nearest"))
        {
            var runner = (await AnalysisAsync(row[1])).Runners.Single(runner => Text(runner.Number) == row[10]);
            (row[11], row[12], row[14]).ShouldBe((runner.Horse, Text(runner.Price!.Value), Text(runner.PlayableFrom!.Value)));
            compared++;
        }
        compared.ShouldBeGreaterThan(Races / 2);
    }

    /// <summary>What <c>tickets</c> calls the closest is what the sheet names first.</summary>
    [Fact]
    public async Task The_first_horse_of_h5_is_the_closest_call_of_the_analysis()
    {
        await ReplayAsync();

        var sheet = (await SheetAsync("--json")).Json;
        sheet.GetProperty("warning").GetString()!.ShouldContain("18+");
        sheet.GetProperty("races").GetArrayLength().ShouldBe(Races);
        foreach (var race in sheet.GetProperty("races").EnumerateArray())
        {
            var analysis = await AnalysisAsync(race.GetProperty("race").GetString()!.Split('/')[1]);
            var nearest = race.GetProperty("h5").GetProperty("pools")[0].GetProperty("nearest");
            if (nearest.GetArrayLength() > 0 && analysis.Closest is { PlayableFrom: not null } closest)
                nearest[0].GetProperty("number").GetInt32().ShouldBe(closest.Number);
        }
    }

    /// <summary>
    /// What is computed beside the stored analysis, for a second pool, is what H-5 computes: here the stored ones say that they were of another pool, so that those of the recorded pool
    /// are computed anew.
    /// </summary>
    [Fact]
    public async Task A_second_pool_has_the_prices_that_H5_would_have_given_it()
    {
        await ReplayAsync();
        var stored = (await SheetAsync("--format", "csv")).Out;
        // One is left: it says which pool the day has beside the user's own.
        foreach (var path in Directory.GetFiles(Out, "analysis_h5.json", SearchOption.AllDirectories).Order().Skip(1))
            await File.WriteAllTextAsync(
                path,
                (await File.ReadAllTextAsync(path, Cancel)).Replace(
                    "\n  \"pool\": \"pmu_national\"",
                    "\n  \"pool\": \"zeturf\"",
                    StringComparison.Ordinal
                ),
                Cancel
            );

        (await SheetAsync("--format", "csv")).Out.ShouldBe(stored);
    }

    [Fact]
    public async Task The_same_day_gives_the_same_prices_and_leaves_its_folder_as_it_is()
    {
        await ReplayAsync();
        var before = Files();

        var first = (await SheetAsync("--format", "csv")).Out;
        (await SheetAsync("--format", "csv")).Out.ShouldBe(first);
        Files().ShouldBe(before);
    }

    [Fact]
    public async Task The_text_fits_a_terminal_and_ends_with_the_warning()
    {
        await ReplayAsync();

        var cli = await SheetAsync();
        cli.Out.Split('\n').ShouldAllBe(line => line.Length <= 80);
        cli.Sentences.ShouldContain("R1C1 VALMOREL, PRIX NUMERO 1");
        cli.Out.ShouldContain("18+");
    }

    [Theory]
    [InlineData("sheet.csv", "date,race,")]
    [InlineData("sheet.htm", "<!DOCTYPE html>")]
    [InlineData("sheet.txt", "Sheet of Monday 24 November 2025")]
    public async Task The_name_of_the_file_says_its_format(string name, string begins)
    {
        await ReplayAsync();
        (await FileAsync("--output", name)).ShouldStartWith(begins);
    }

    [Fact]
    public async Task A_format_that_is_not_known_is_refused() =>
        (await Cli.RunAsync("feuille", "--format", "pdf")).ShouldFailWith("expected text, html or csv");

    private async Task<string> PageAsync(string culture)
    {
        await ReplayAsync();
        // The verb writes in the language of the process; the page can be made in either.
        var read = JsonSerializer.Deserialize<DaySheet>((await SheetAsync("--json")).Out, ArtifactJson.Options)!;
        return new SheetPage(read, rehearsal: null, CultureInfo.GetCultureInfo(culture)).ToString();
    }

    private async Task ReplayAsync(Func<string, string>? change = null)
    {
        var file = Path.Combine(_folder.FullName, "races.jsonl");
        InventedDay.Write(file, InventedDay.Lines(Day, Races).Select(line => change?.Invoke(line) ?? line));
        (await Cli.RunAsync("replay", file, "--out", Out)).Code.ShouldBe(0);
    }

    private async Task<Cli> SheetAsync(params string[] options)
    {
        var cli = await Cli.RunAsync(["feuille", "--date", "2025-11-24", "--data", Out, .. options]);
        cli.Code.ShouldBe(0, cli.Error);
        return cli;
    }

    private async Task<string> FileAsync(string option, string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        (await SheetAsync(option, path)).Out.ShouldContain(path);
        return await File.ReadAllTextAsync(path, Cancel);
    }

    private async Task<RaceAnalysis> AnalysisAsync(string code)
    {
        var path = Path.Combine(Out, "2025-11-24", code, "analysis_h5.json");
        return ArtifactJson.Read<RaceAnalysis>(path, await File.ReadAllBytesAsync(path, Cancel));
    }

    private string Out => Path.Combine(_folder.FullName, "out");

    private List<string> Files() =>
        [
            .. Directory
                .GetFiles(Out, "*", SearchOption.AllDirectories)
                .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}")
                .Order(StringComparer.Ordinal),
        ];

    private static IEnumerable<string> Expected() => Enumerable.Range(0, Races).Select(index => $"R{1 + index / 8}C{1 + index % 8}");

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    [GeneratedRegex(@">(R\d+C\d+)<")]
    private static partial Regex Code();

    /// <summary>With one digit after a decimal comma.</summary>
    [GeneratedRegex(@"<span class=""f"">≥ ~?\d+,\d</span>")]
    private static partial Regex Price();

    [GeneratedRegex(@"\d\.\d")]
    private static partial Regex Point();

    [GeneratedRegex(@"<style>.*</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
