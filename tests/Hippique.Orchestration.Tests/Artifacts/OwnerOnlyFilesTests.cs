using Hippique.Orchestration.Artifacts;

namespace Hippique.Orchestration.Tests.Artifacts;

public sealed class OwnerOnlyFilesTests : IDisposable
{
    private const UnixFileMode Open =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead;

    private const UnixFileMode OpenFolder = Open | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Closed = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ClosedFolder = Closed | UnixFileMode.UserExecute;
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-modes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_an_earlier_version_left_is_closed_to_others_and_the_folder_with_it()
    {
        if (OperatingSystem.IsWindows())
            return;
        string[] files =
        [
            "queue.db",
            "queue.db-wal",
            "2025-11-22/plan.json",
            "2025-11-22/R1C3/tickets.json",
            "hosts/.www.zeturf.fr.lock",
            "shadow/gpi-edge/2025-11.jsonl",
            "trials/2025-11-22-gpi-edge/trial.json",
        ];
        foreach (var file in files)
            Make(file);
        File.SetUnixFileMode(_folder, OpenFolder);

        OwnerOnlyFiles.Tighten(_folder).ShouldBeEmpty();

        foreach (var file in files)
            Mode(file).ShouldBe(Closed, file);
        foreach (var folder in (string[])["", "2025-11-22", "2025-11-22/R1C3", "hosts"])
            Mode(folder).ShouldBe(ClosedFolder, folder);
    }

    [Fact]
    public void A_folder_that_is_closed_is_not_looked_into_again()
    {
        if (OperatingSystem.IsWindows())
            return;
        Make("2025-11-22/plan.json");
        File.SetUnixFileMode(Path.Combine(_folder, "2025-11-22"), ClosedFolder);

        OwnerOnlyFiles.Tighten(_folder);

        // Nobody else gets there.
        Mode("2025-11-22/plan.json").ShouldBe(Open);
    }

    [Fact]
    public void What_others_put_there_is_left_alone_and_so_is_the_folder_that_holds_it()
    {
        if (OperatingSystem.IsWindows())
            return;
        Make("notes.txt");
        Make("site/index.html");
        Make("token");
        File.SetUnixFileMode(_folder, OpenFolder);

        OwnerOnlyFiles.Tighten(_folder).ShouldBeEmpty();

        Mode("notes.txt").ShouldBe(Open);
        Mode("site").ShouldBe(OpenFolder);
        Mode("site/index.html").ShouldBe(Open);
        Mode("").ShouldBe(OpenFolder);
        Mode("token").ShouldBe(Closed);
    }

    [Fact]
    public void What_lies_behind_a_link_is_left_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var elsewhere = new OwnerOnlyFilesTests();
        elsewhere.Make("2025-11-22/plan.json");
        elsewhere.Make("token");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "2025-11-22"), Path.Combine(elsewhere._folder, "2025-11-22"));
        Directory.CreateDirectory(Path.Combine(_folder, "history"));
        File.SetUnixFileMode(Path.Combine(_folder, "history"), OpenFolder);
        File.CreateSymbolicLink(Path.Combine(_folder, "history", "token"), Path.Combine(elsewhere._folder, "token"));

        OwnerOnlyFiles.Tighten(_folder).ShouldBeEmpty();

        elsewhere.Mode("2025-11-22").ShouldBe(OpenFolder);
        elsewhere.Mode("2025-11-22/plan.json").ShouldBe(Open);
        elsewhere.Mode("token").ShouldBe(Open);
        Mode("history").ShouldBe(ClosedFolder);
    }

    private void Make(string path)
    {
        var file = Path.Combine(_folder, path);
        var parent = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(parent);
        File.WriteAllText(file, "x");
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(file, Open);
        for (var above = parent; above.Length > _folder.Length; above = Path.GetDirectoryName(above)!)
            File.SetUnixFileMode(above, OpenFolder);
    }

    private UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(Path.Combine(_folder, path));
}
