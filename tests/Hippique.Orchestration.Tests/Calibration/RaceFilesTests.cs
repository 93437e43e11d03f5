using System.Security.Cryptography;
using Hippique.Orchestration.Calibration;
using Hippique.Racing;
using Hippique.Testing.Racing;
using Hippique.Testing.Replay;

namespace Hippique.Orchestration.Tests.Calibration;

public sealed class RaceFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-races-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_is_its_recorded_files_in_ordinal_order()
    {
        var files = new[] { "b.jsonl", "a.jsonl.gz", "A.jsonl", "notes.txt", "c.json" }.Select(name => Write(name, races: 1)).ToList();
        RaceFiles.Expand([_folder.FullName]).ShouldBe([files[2], files[1], files[0]]);
    }

    [Fact]
    public void A_path_that_comes_twice_is_read_once()
    {
        var file = Write("a.jsonl", races: 1);
        RaceFiles.Expand([file, _folder.FullName, file]).ShouldBe([file]);
    }

    [Fact]
    public void A_folder_without_recorded_files_is_named() =>
        Should
            .Throw<IOException>(() => RaceFiles.Expand([_folder.FullName]))
            .Message.ShouldBe($"{_folder.FullName} holds no *.jsonl or *.jsonl.gz");

    [Fact]
    public void Races_of_several_files_are_there_by_day_and_number_once()
    {
        var later = Write("a.jsonl", races: 2, days: 1);
        var first = Write("b.jsonl.gz", races: 3);
        var again = Write("c.jsonl", races: 2);
        var files = Read([later, first, again]);
        files.Days.Select(day => day.Date).ShouldBe([InventedRaces.Day, InventedRaces.Day, InventedRaces.Day.AddDays(1)]);
        files
            .Races()
            .Select(race => race.Id.ToString())
            .ShouldBe(["2025-11-22/R1C1", "2025-11-22/R1C2", "2025-11-22/R1C3", "2025-11-23/R1C1", "2025-11-23/R1C2"]);
        files.Refused.ShouldBeEmpty();
    }

    [Fact]
    public void Hashes_are_those_of_the_bytes_on_disk()
    {
        var file = Write("a.jsonl.gz", races: 1);
        var hash = Read([file]).Hashes.ShouldHaveSingleItem();
        hash.Key.ShouldBe("a.jsonl.gz");
        hash.Value.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));
    }

    [Fact]
    public void A_line_that_does_not_read_is_named_and_the_others_stand()
    {
        var lines = InventedDay.Lines(InventedRaces.Day, 2);
        var file = Path.Combine(_folder.FullName, "a.jsonl");
        InventedDay.Write(file, [lines[0], "{\"date\":", lines[1]]);
        var files = Read([file]);
        files.Races().Count.ShouldBe(2);
        files.Refused.ShouldHaveSingleItem().Where.ShouldContain("a.jsonl:2");
    }

    [Fact]
    public void Of_several_files_that_are_not_there_the_first_given_is_named()
    {
        var there = Write("a.jsonl", races: 1);
        var error = Should.Throw<IOException>(() =>
            Read([there, Path.Combine(_folder.FullName, "x.jsonl"), Path.Combine(_folder.FullName, "y.jsonl")])
        );
        error.Message.ShouldContain("x.jsonl");
        error.InnerException.ShouldBeOfType<FileRefusedException>();
    }

    [Fact]
    public void Files_of_history_add_to_the_record_and_to_nothing_else()
    {
        var file = Write("a.jsonl", races: 1);
        var earlier = Write("earlier.jsonl", races: 2, days: -1);
        var files = Read([file], history: [earlier, file]);
        files.Races().ShouldHaveSingleItem();
        files.Hashes.Keys.ShouldBe(["a.jsonl"]);
        // Its own race once, though the file is named twice.
        files.History.Races.ShouldBe(3);
        Read([file]).History.Races.ShouldBe(1);
        // One of the two earlier races is of its family.
        files.Races()[0].Statistics[0]!.Jockey!.Starts.ShouldBe(1);
    }

    [Fact]
    public void Reading_stops_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var file = Write("a.jsonl", races: 1);
        Should.Throw<OperationCanceledException>(() => RaceFiles.Read([file], [], cancelled.Token));
    }

    private static RaceFiles Read(string[] paths, string[]? history = null) =>
        RaceFiles.Read(paths, history ?? [], TestContext.Current.CancellationToken);

    private string Write(string name, int races, int days = 0)
    {
        var path = Path.Combine(_folder.FullName, name);
        InventedDay.Write(path, InventedDay.Lines(InventedRaces.Day.AddDays(days), races));
        return path;
    }
}
