using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Hippique.EndToEnd.Docs;

/// <summary>Every verb on the day of <c>samples/</c>, and its help, in both languages: no line is wider than 80 columns, and no number is cut (issue 10, point 10).</summary>
public sealed partial class EightyColumnsTests : IDisposable
{
    private const int Width = 80;

    // Not there: evaluate without --pools and calibrate, whose reports are made for files; rules show, which prints a file as it is; plan, run and schedule, which ask sites.
    private static readonly string[] Commands =
    [
        "plan --from day.jsonl",
        "replay day.jsonl --date 2025-11-24 --out out",
        "tickets --date 2025-11-24 --data out",
        "feuille --date 2025-11-24 --data out",
        "shadow --data out",
        "shadow fill --data out",
        "shadow --data out",
        "trial list --data out",
        "trial start --rules gpi-edge --until 2036-01-01 --min-bets 400 --claim ROI>0 --data out",
        "trial status --data out",
        "trial list --data out",
        "explain --date 2025-11-24 --race R1C1 --data out",
        "explain --date 2025-11-24 --race R1C1 --data out --full",
        "analyse out/2025-11-24/R1C1/snapshot_h30.json out/2025-11-24/R1C1/snapshot_h5.json",
        "price --odds 2,9;4,6;6,2;8,4;11;14;19;26 --place-odds 1,3;1,6;2,0;2,4;3;3,5;4;5 --discipline trot",
        "kelly --odds 4,0;5,0;6,0 --p 0,30;0,24;0,20 --bankroll 21,50",
        "musique 1a2a4aDa(25)3a1m2p3h4s5c",
        "rules list",
        "rules diff gpi-v5.1 gpi-v5.2",
        "doctor",
        "queue",
        "schedule pause",
        "queue",
        "actions",
        "history import day.jsonl",
        "parse day.jsonl page-of-today.html",
        "evaluate stakes.jsonl --pools --dividends paid.jsonl --discipline trot",
        "evaluate --pools --data out",
        "export bets --output bets.csv --data out",
        "export snapshots --output looks.parquet --data out",
        "export races --output races.jsonl --data out",
        "report --html report.html --data out",
    ];
    private static readonly string[] Verbs =
    [
        "",
        "actions",
        "analyse",
        "backfill",
        "backup",
        "calibrate",
        "cloud",
        "cloud logs",
        "cloud pause",
        "cloud resume",
        "cloud status",
        "cloud tasks",
        "demo",
        "doctor",
        "evaluate",
        "explain",
        "export",
        "export bets",
        "export races",
        "export snapshots",
        "feuille",
        "history import",
        "kelly",
        "link",
        "migrate",
        "mirror",
        "musique",
        "nodes",
        "notify test",
        "parse",
        "plan",
        "price",
        "queue",
        "queue pause",
        "queue resume",
        "replay",
        "report",
        "restore",
        "rules show",
        "rules diff",
        "run",
        "schedule",
        "schedule pause",
        "schedule resume",
        "serve",
        "settle",
        "shadow",
        "shadow fill",
        "task cancel",
        "task retry",
        "task run",
        "tickets",
        "trial",
        "trial abandon",
        "trial list",
        "trial read",
        "trial start",
        "trial status",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-80-");

    public EightyColumnsTests()
    {
        foreach (var sample in Directory.GetFiles(Path.Combine(CommandLineExamplesTests.Root(), "samples")))
            File.Copy(sample, Path.Combine(_folder.FullName, Path.GetFileName(sample)));
        const string stakes = """{"1":50000,"2":30000,"3":20000,"4":10000,"5":5000}""";
        File.WriteAllText(
            Path.Combine(_folder.FullName, "stakes.jsonl"),
            $$"""
            {"date":"2023-01-05","race":"R1C1","pool":"pmu_internet","declared":5,"win_stakes_cents":{{stakes}},"place_stakes_cents":{{stakes}}}
            {"date":"2023-01-05","race":"R1C2","pool":"pmu_internet","declared":5,"win_stakes_cents":{{stakes}},"place_stakes_cents":{{stakes}}}
            """
        );
        File.WriteAllText(
            Path.Combine(_folder.FullName, "paid.jsonl"),
            """{"date":"2023-01-05","race":"R1C1","pool":"pmu_internet","place":{"1":1.2,"2":1.6}}"""
        );
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public async Task No_line_is_wider_and_no_number_is_cut(string language)
    {
        foreach (var command in Commands.Concat(Verbs.Select(verb => $"{verb} --help".Trim())))
        {
            var printed = await RunAsync(command.Split(' '), language);
            printed.ShouldNotBeEmpty(command);
            printed.Where(IsTooWide).ShouldBeEmpty(command);
            printed.Where(line => CutNumber().IsMatch(line)).ShouldBeEmpty(command);
            if (language == "fr")
                printed.Where(line => English().IsMatch(line)).ShouldBeEmpty(command);
        }
    }

    /// <summary>Addresses and paths stay whole, so that they can be copied.</summary>
    private bool IsTooWide(string line) =>
        line.Length > Width
        && !line.Contains("://", StringComparison.Ordinal)
        && !line.Contains(_folder.FullName, StringComparison.Ordinal);

    private async Task<string[]> RunAsync(string[] args, string language)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "hippique"), args)
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            // An error is one line, however long.
            RedirectStandardError = true,
        };
        start.Environment["HIPPIQUE_LANG"] = language;
        start.Environment["SOURCES__ORDER"] = "none";
        start.Environment["SOURCES__STATISTICS"] = "none";
        foreach (var name in (string[])["DATA_DIR", "RULES", "OPERATORS", "COUNTRIES", "BANKROLL", "MODEL", "SHADOW_MODELS"])
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await error;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return [.. output.Split('\n').Select(line => line.TrimEnd())];
    }

    [GeneratedRegex(@"\d…")]
    private static partial Regex CutNumber();

    /// <summary>Words of the library and of types, which have no place on a French screen; and a number with a decimal point, unless it is a version or typed so.</summary>
    [GeneratedRegex(@"\b(REQUIRED|Usage|Show|Harness|SimpleGagnant|DeuxSurQuatre)\b|[^\d.v]\d+\.\d+ (€|%)")]
    private static partial Regex English();
}
