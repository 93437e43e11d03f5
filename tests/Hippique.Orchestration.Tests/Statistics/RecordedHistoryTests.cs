using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Testing.Racing;
using Hippique.Testing.Replay;

namespace Hippique.Orchestration.Tests.Statistics;

/// <summary>Files from which a replay makes its record.</summary>
public sealed class RecordedHistoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-record-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void OfFiles_RecordedRaces_AreRead()
    {
        var path = Path.Combine(_folder.FullName, "races.jsonl");
        InventedDay.Write(path, InventedDay.Lines(InventedRaces.Day.AddDays(-1), 4));
        RecordedHistory.OfFiles([path], Cancel).Races.ShouldBe(4);
        RecordedHistory.OfFiles([], Cancel).Races.ShouldBe(0);
    }

    /// <summary>A day that the service ran is run again from its pages with the record that it had.</summary>
    [Fact]
    public async Task OfFiles_DayOfTheOwnRecord_IsTheRecordItself()
    {
        var past = PastRace.From(
            InventedRaces.Card(new RaceId(InventedRaces.Day.AddDays(-1), new RaceCode(1, 1))),
            [
                [2],
                [1],
            ],
            [],
            new Dictionary<int, double> { [2] = 73.4 },
            [],
            []
        )!;
        using (var store = new DiskArtifactStore(_folder.FullName))
            await new HistoryStore(store).ImportAsync([past], Cancel);

        var history = RecordedHistory.OfFiles([Path.Combine(_folder.FullName, "history", "2025-11-21.jsonl")], Cancel);

        history.Of(InventedRaces.Card())[1].Times.ShouldBe([73.4]);
    }

    [Fact]
    public async Task OfFiles_OwnRecordChangedByHand_IsNamed()
    {
        var path = Path.Combine(_folder.FullName, "2025-11-21.jsonl");
        await File.WriteAllTextAsync(path, """{"date":"2025-11-21","race":"R1C1","family":"trot","runners":""", Cancel);
        Should.Throw<IOException>(() => RecordedHistory.OfFiles([path], Cancel)).Message.ShouldContain("2025-11-21.jsonl:1");
    }
}
