using System.CommandLine;
using Hippique.Backups;
using Hippique.Embedded.Storage;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Backups;

namespace Hippique.Commands;

/// <summary><c>hippique restore FILE [--check]</c>: puts a backup where nothing is, or only reads it to its end.</summary>
public static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = Texts.Get("restore_file") };
        var check = new Option<bool>("--check") { Description = Texts.Get("restore_check") };
        var command = new Command("restore", Texts.Get("cli_restore")) { file, check };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(Path.GetFullPath(parsed.GetValue(file)!), parsed.GetValue(check), Screen.Of(parsed), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(string path, bool check, Screen screen, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var backup = await BackupReader.OpenAsync(path, file, cancellationToken);
        var answer = BackupAnswer.Of(path, backup.Contents);
        if (check)
        {
            screen.Answer(answer, told => screen.Out.WriteLine(told.Line("restore_checked", file.Length)));
            return 0;
        }
        var settings = SettingsReader.FromEnvironment();
        using var held = DataFolderLock.TryTake(settings.Data.OwnFolder);
        if (held is null)
            return screen.Fail(Texts.Get("restore_running", settings.Data.OwnFolder));
        await using var installation = OpenedInstallation.ToFill(settings);
        if (await installation.NodesAtWorkAsync(cancellationToken) is [_, ..] nodes)
            return screen.Fail(Texts.Get("restore_nodes", string.Join(", ", nodes)));
        CloudNotice.Say(settings, screen);
        await new BackupRestore(installation.All).RestoreAsync(backup, path, cancellationToken);
        screen.Answer(answer, told => screen.Out.WriteLine(told.Restored(settings.Data.Place)));
        return 0;
    }
}
