using AngleSharp.Html.Parser;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Hippique.Sources;
using Hippique.Sources.RaceArchive;
using Hippique.Sources.ZEturf;
using Hippique.Testing;

namespace Hippique.Benchmarks;

/// <summary>
/// ZEturf's pages parsed one at a time after 400 warm-ups: the captured ones where the real data is there, and pages of the program's own of the same size. The document alone
/// is measured beside it, for it is most of the work.
/// </summary>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 400, iterationCount: 300, invocationCount: 1)]
[MinColumn, Q1Column, MedianColumn]
public class ParserBenchmarks
{
    private static readonly HtmlParser Document = new();
    private string _programme = "";
    private string _race = "";

    /// <summary>Where the pages come from.</summary>
    [Params("generated", "captured")]
    public string Pages { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var captured = Pages == "captured";
        if (captured && RealData.Folder is null)
            throw new InvalidOperationException(RealData.Absent);
        _programme = captured ? File.ReadAllText(RealData.Path("captures/zeturf/programme_2025-11-20.html")) : GeneratedPages.Programme();
        _race = captured ? File.ReadAllText(RealData.Path("captures/zeturf/course_2026-01-18_R5C6_resulted.html")) : GeneratedPages.Race();
        if (ProgrammePage() is not { Races.Count: 189 } || RacePage() is not { View.Card.Runners.Count: > 10 })
            throw new InvalidOperationException("the pages are not read");
    }

    [Benchmark]
    public Programme? ProgrammePage() => (ZEturfProgrammePage.Parse(_programme, "bench") as SourceAnswer<Programme>.Found)?.Value;

    [Benchmark]
    public int ProgrammeDocumentAlone()
    {
        using var document = Document.ParseDocument(_programme);
        return document.ChildNodes.Length;
    }

    [Benchmark]
    public ZEturfRace? RacePage() => (ZEturfRacePage.Parse(_race, "bench") as SourceAnswer<ZEturfRace>.Found)?.Value;

    [Benchmark]
    public int RaceDocumentAlone()
    {
        using var document = Document.ParseDocument(_race);
        return document.ChildNodes.Length;
    }

    /// <summary>The races of one day out of a month's file (15 MB of JSON), or of a small file of the invented kind.</summary>
    [Benchmark]
    public int RecordedDay() =>
        RealData.Folder is not null
        && RecordedRaces.ReadDay(RealData.Path("races/2025-11.jsonl.gz"), new DateOnly(2025, 11, 22), CancellationToken.None)
            is SourceAnswer<RecordedDay>.Found { Value: var day }
            ? day.Races.Count
            : 0;
}
