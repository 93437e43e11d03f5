using System.CommandLine;
using Hippique.Embedded;
using Hippique.Embedded.Postgres;
using Hippique.Embedded.Storage;
using Hippique.Hosting;
using Hippique.Hosting.Settings;

namespace Hippique.Commands;

/// <summary><c>hippique migrate [--check]</c>: brings the tables of the queue up to this version, as <c>serve</c> does at its start, and says what was there.</summary>
public static class MigrateCommand
{
    public static Command Create()
    {
        var check = new Option<bool>("--check") { Description = Texts.Get("migrate_check") };
        var command = new Command("migrate", Texts.Get("cli_migrate")) { check };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(check), Screen.Of(parsed), cancellationToken));
        return command;
    }

    /// <summary>0: the tables are of this version now; with <paramref name="check"/> 1 if they are not yet. A newer version is refused.</summary>
    private static async Task<int> RunAsync(bool check, Screen screen, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.FromEnvironment();
        if (settings.Cloud is not null)
        {
            screen.Answer(new MigrateAnswer("cloud", 0, 0, 0, true), _ => screen.Out.WriteLine(Texts.Get("migrate_cloud")));
            return 0;
        }
        var answer = settings.Postgres is { } shared
            ? await PostgresAsync(shared, check, cancellationToken)
            : await SqliteAsync(new EmbeddedOptions { DataFolder = settings.Data.Folder }.DatabasePath, check, cancellationToken);
        screen.Answer(answer, told => screen.Out.WriteLine(Line(told)));
        return answer.UpToDate ? 0 : 1;
    }

    private static async Task<MigrateAnswer> PostgresAsync(PostgresOptions options, bool check, CancellationToken cancellationToken)
    {
        await using var database = new PostgresDatabase(options);
        if (!check)
        {
            var change = await database.MigrateAsync(cancellationToken);
            return Answer(database.Place, change.Before, change.After, PostgresSchema.Newest);
        }
        var version = await database.VersionAsync(cancellationToken);
        PostgresSchema.Check(version, database.Place);
        return Answer(database.Place, version, version, PostgresSchema.Newest);
    }

    private static async Task<MigrateAnswer> SqliteAsync(string path, bool check, CancellationToken cancellationToken)
    {
        var before = await SqliteTaskDatabase.VersionAsync(path, cancellationToken);
        await using var database = new SqliteTaskDatabase(path);
        if (!check || before > SqliteTaskDatabase.NewestSchema)
            await database.OpenAsync(cancellationToken);
        return Answer(path, before, check ? before : SqliteTaskDatabase.NewestSchema, SqliteTaskDatabase.NewestSchema);
    }

    private static MigrateAnswer Answer(string database, int before, int version, int newest) =>
        new(database, before, version, newest, version == newest);

    private static string Line(MigrateAnswer told) =>
        !told.UpToDate ? Texts.Get("migrate_needed", told.Database, told.Version, told.Newest)
        : told.Before == told.Version ? Texts.Get("migrate_same", told.Database, told.Version)
        : Texts.Get("migrate_done", told.Database, told.Before, told.Version);

    /// <param name="Database">Where the tables are, without a password.</param>
    /// <param name="Before">The version that was there; 0: no tables.</param>
    /// <param name="Version">The version that is there now.</param>
    /// <param name="Newest">The version that this program needs.</param>
    /// <param name="UpToDate">They are the same.</param>
    private sealed record MigrateAnswer(string Database, int Before, int Version, int Newest, bool UpToDate);
}
