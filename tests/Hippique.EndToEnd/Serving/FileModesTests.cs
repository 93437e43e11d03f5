namespace Hippique.EndToEnd.Serving;

/// <summary>The real program under a mask that would leave everything open (umask 000).</summary>
public sealed class FileModesTests : IAsyncDisposable
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-modes-").FullName;
    private readonly InventedPmuSite _site = new();
    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private string Data => Path.Combine(_folder, "data");

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_file_and_folder_of_a_day_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        _site.Open();
        using (var serve = Serve())
        {
            await serve.SaysAsync("serves on");
            // The last that a phase writes.
            await serve.UntilAsync(() => Directory.Exists(Data) && Names().Contains("run_h5.log"));
            // While it runs: the queue's own files beside the database are there.
            ShouldBeOwnersAlone(["token", "queue.db", "queue.db-wal", "serve.json", "serve.lock", "plan.json", "index.jsonl"]);
            (await serve.TerminateAsync()).ShouldBe(0);
        }
        ShouldBeOwnersAlone(["tickets.json", "analysis_h5.json", "run_h5.log"]);
    }

    [Fact]
    public async Task What_an_earlier_version_left_is_closed_at_the_start()
    {
        if (OperatingSystem.IsWindows())
            return;
        var old = Path.Combine(Data, "2025-11-22", "R1C3");
        Directory.CreateDirectory(old);
        await File.WriteAllTextAsync(Path.Combine(old, "tickets.json"), "{}", Token);
        for (var path = old; path.Length >= Data.Length; path = Path.GetDirectoryName(path)!)
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);

        using var serve = Serve();
        await serve.SaysAsync("serves on");

        ShouldBeOwnersAlone(["tickets.json"]);
    }

    private HippiqueProcess Serve() =>
        new(
            _folder,
            "serve",
            umask: "000",
            ("PORT", "0"),
            ("OPERATORS", "pmu"),
            ("SOURCES__ORDER", "pmu"),
            ("SOURCES__PMU__BASE_URL", _site.Address.AbsoluteUri)
        );

    private List<string> Names() =>
        [.. Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path))];

    private void ShouldBeOwnersAlone(IReadOnlyList<string> expected)
    {
        if (OperatingSystem.IsWindows())
            return;
        expected.Except(Names()).ShouldBeEmpty();
        foreach (var path in Directory.EnumerateFileSystemEntries(Data, "*", SearchOption.AllDirectories).Prepend(Data))
            (File.GetUnixFileMode(path) & Others).ShouldBe(UnixFileMode.None, path);
    }
}
