using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hippique.Embedded;
using Hippique.Embedded.Storage;
using Hippique.EndToEnd.Serving;
using Hippique.Orchestration.Tasks;

namespace Hippique.EndToEnd.Demo;

/// <summary>The simulated day in the real program: over HTTP on loopback, by the real client and queue.</summary>
public sealed partial class DemoProcessTests(FinishedDemo demo) : IClassFixture<FinishedDemo>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_phase_is_done_late_or_cancelled_and_the_exit_code_says_so()
    {
        demo.ExitCode.ShouldBe(0, string.Join(Environment.NewLine, demo.Error));
        demo.Error.ShouldBeEmpty();

        await using var table = new SqlTaskStore(new EmbeddedOptions { DataFolder = demo.Folder }.DatabasePath);
        var tasks = await table.OfDayAsync(new DateOnly(2026, 4, 12), Token);

        // Two for each of 40 races, and two more for the race whose off moves.
        tasks.Count.ShouldBeGreaterThanOrEqualTo(80);
        foreach (var task in tasks)
            (task.End is TaskEnd.Done or TaskEnd.Late or TaskEnd.Cancelled).ShouldBeTrue($"{task.Task.Name}: {task.End}");
    }

    /// <summary>40 races, two looks each (issue 10, point 11).</summary>
    [Fact]
    public void The_counts_add_up_and_the_race_called_off_and_the_off_moved_are_named()
    {
        var row = demo.Out.Single(line => line.Contains("│ Phases", StringComparison.Ordinal));
        var counts = Number().Matches(row).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture)).ToList();

        counts[0].ShouldBe(80);
        counts.Skip(1).Sum().ShouldBe(80);
        demo.Out.ShouldContain("Course annulée : R2C8 LYS-SUR-ORLE, départ 17:00 ; 2 relevés abandonnés.");
        demo.Out.ShouldContain("Départ décalé : R4C5 PORT-AMBRINE, de 16:18 à 16:32 ; 2 relevés reportés.");
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [Fact]
    public void The_folder_is_printed_on_a_line_of_its_own_and_all_in_it_is_labelled_as_simulated()
    {
        Path.GetDirectoryName(demo.Folder).ShouldBe(demo.Below);
        var plan = Read(Directory.GetFiles(demo.Folder, "plan.json", SearchOption.AllDirectories).ShouldHaveSingleItem());
        plan.GetProperty("simulated").GetBoolean().ShouldBeTrue();
        plan.GetProperty("races").GetArrayLength().ShouldBe(40);

        var sheets = Directory.GetFiles(demo.Folder, "tickets.json", SearchOption.AllDirectories).Select(Read).ToList();
        // One race of the day is called off before its H-30.
        sheets.Count.ShouldBe(39);
        sheets.ShouldAllBe(sheet => sheet.GetProperty("simulated").GetBoolean());
        var tickets = sheets.SelectMany(sheet => sheet.GetProperty("tickets").EnumerateArray()).ToList();
        tickets.ShouldNotBeEmpty();
        tickets.ShouldAllBe(ticket => ticket.GetProperty("simulated").GetBoolean());
        var analyses = Directory.GetFiles(demo.Folder, "analysis_h5.json", SearchOption.AllDirectories).Select(Read);
        analyses.ShouldAllBe(analysis => analysis.GetProperty("simulated").GetBoolean());
    }

    /// <summary>The demo's day was planned twice, a race was withdrawn and an off moved.</summary>
    [Fact]
    public async Task Replayed_its_folder_says_that_it_is_simulated_and_gives_the_same_bytes()
    {
        var output = Path.Combine(demo.Below, "again");
        var day = Path.Combine(demo.Folder, "2026-04-12");
        using var replay = new HippiqueProcess(
            demo.Below,
            $"replay {day} --out {output}",
            ("HIPPIQUE_LANG", "fr"),
            ("SOURCES__ORDER", "pmu")
        );
        (await replay.ExitAsync(TimeSpan.FromMinutes(5))).ShouldBe(0, string.Join(Environment.NewLine, replay.Error));

        replay.Out[0].ShouldStartWith("SIMULATION");
        Kept(Path.Combine(output, "2026-04-12")).ShouldBe(Kept(day));
        Directory
            .GetFiles(output, "*.json", SearchOption.AllDirectories)
            .Select(Read)
            .ShouldAllBe(artifact => artifact.GetProperty("simulated").GetBoolean());

        static List<(string Path, string Sha256)> Kept(string folder) =>
            [
                .. Directory
                    .GetFiles(folder, "*", SearchOption.AllDirectories)
                    .Select(path =>
                        (Path.GetRelativePath(folder, path), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))))
                    )
                    .Where(file =>
                        !file.Item1.EndsWith(".log", StringComparison.Ordinal) && !file.Item1.StartsWith("pages", StringComparison.Ordinal)
                    )
                    .OrderBy(file => file.Item1, StringComparer.Ordinal),
            ];
    }

    [Fact]
    public void It_ends_with_the_table_two_races_in_words_and_the_warning_all_in_french()
    {
        foreach (
            var text in (string[])
                ["SIMULATION : la journée", "Rendu", "Durée", "une course jouée", "une course refusée", "18", "09 74 75 13 13"]
        )
            demo.Out.ShouldContain(line => line.Contains(text, StringComparison.Ordinal), text);
        // Every number with decimals has a comma.
        demo.Out.Where(line => line != demo.Folder && PointInNumber().IsMatch(line)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_of_the_users_is_touched() =>
        (await File.ReadAllTextAsync(Path.Combine(demo.Below, "notes.txt"), Token)).ShouldBe("the user's own");

    private static JsonElement Read(string path) => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;

    [GeneratedRegex(@"\d\.\d")]
    private static partial Regex PointInNumber();
}
