using System.CommandLine;
using Hippique.Backups;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Backups;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary><c>hippique backup FILE</c>: copies all that must not be lost into one file, also while services work.</summary>
public static class BackupCommand
{
    private const string Unfinished = ".part";

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = Texts.Get("backup_file") };
        var command = new Command("backup", Texts.Get("cli_backup")) { file };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(file)!, Screen.Of(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string file, Screen screen, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.FromEnvironment();
        var path = Path.GetFullPath(file);
        if (Refusal(path, settings.Data) is { } refusal)
            return screen.Fail(refusal);
        CloudNotice.SayOfFiles(settings, screen);
        BackupContents? contents;
        try
        {
            contents = await WriteAsync(path, settings, cancellationToken);
        }
        finally
        {
            File.Delete(path + Unfinished);
        }
        if (contents is null)
            return screen.Fail(Texts.Get("backup_nothing", settings.Data.Place));
        screen.Answer(BackupAnswer.Of(path, contents), told => screen.Out.WriteLine(told.Line("backup_done", new FileInfo(path).Length)));
        return 0;
    }

    private static string? Refusal(string path, DataSettings data) =>
        RehearsalAnchor.Find(data.Folder) is not null ? Texts.Get("backup_rehearsal", data.Folder)
        : Path.Exists(path) ? Texts.Get("backup_exists", path)
        : data.Bucket is null && path.StartsWith(data.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? Texts.Get("backup_inside", path, data.Folder)
        : null;

    // It gets its name once it has been read back: a file of that name is a whole backup. Null: there is nothing.
    private static async Task<BackupContents?> WriteAsync(string path, HippiqueSettings settings, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(path + Unfinished, options);
        await using (var installation = await OpenedInstallation.ToReadAsync(settings, cancellationToken))
        {
            await UnfinishedRestore.RefuseAsync(installation.All.Artifacts, cancellationToken);
            await new BackupMaker(installation.All, TimeProvider.System).MakeAsync(
                file,
                settings.Data.Place,
                ProgramVersion.Text,
                cancellationToken
            );
        }
        file.Flush(flushToDisk: true);
        var written = await BackupReader.OpenAsync(path, file, cancellationToken);
        if (written.Contents is { Files: 0, Tasks: 0 })
            return null;
        File.Move(path + Unfinished, path, overwrite: false);
        return written.Contents;
    }
}
