using Hippique.Embedded.Nodes;
using Hippique.Embedded.Postgres;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Doctor;

/// <summary>The database of several machines: whether it answers, its versions, and how far this machine's clock is from its own.</summary>
internal static class DatabaseCheck
{
    private const string Name = "database";

    /// <summary>It takes milliseconds, or never comes.</summary>
    private static readonly TimeSpan NotificationWithin = TimeSpan.FromSeconds(5);

    /// <summary>Null where there is one machine, and nothing names a database.</summary>
    public static async Task<DoctorCheck?> RunAsync(HippiqueSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Postgres is not { } shared)
            return Environment.GetEnvironmentVariable(PostgresReader.Url) is { Length: > 0 }
                ? new(Name, CheckState.Warning, Texts.Get("serve_database_unused"), Texts.Get("doctor_database_unused_advice"))
                : null;
        await using var database = new PostgresDatabase(shared with { Patience = TimeSpan.FromSeconds(3) });
        try
        {
            return await AskAsync(database, cancellationToken);
        }
        catch (DatabaseException away)
        {
            return new(Name, CheckState.Error, ProblemText.Of(away), Texts.Get("doctor_database_advice"));
        }
    }

    // Never "-0.0".
    private static decimal Tenths(TimeSpan time) => Math.Round((decimal)time.TotalSeconds, 1);

    private static async Task<DoctorCheck> AskAsync(PostgresDatabase database, CancellationToken cancellationToken)
    {
        var server = await database.ServerVersionAsync(cancellationToken);
        if (server < PostgresDatabase.OldestServer)
            return new(
                Name,
                CheckState.Error,
                Texts.Get("doctor_database_old", database.Place, server, PostgresDatabase.OldestServer),
                Texts.Get("doctor_database_old_advice")
            );
        var schema = await database.VersionAsync(cancellationToken);
        if (schema > PostgresSchema.Newest)
            return new(
                Name,
                CheckState.Error,
                Texts.Get("doctor_database_newer", database.Place, schema, PostgresSchema.Newest),
                Texts.Get("doctor_database_newer_advice")
            );
        var ahead = await new NodeRegistry(database).ClockAheadAsync(TimeProvider.System, cancellationToken);
        var found = Texts.Get("doctor_database_ok", database.Place, server, schema, Tenths(ahead));
        if (ahead.Duration() > NodeHeartbeat.LargestDifference)
            return new(Name, CheckState.Error, found, Texts.Get("doctor_database_clock_advice"));
        if (schema != PostgresSchema.Newest)
            return new(Name, CheckState.Warning, found, Texts.Get("doctor_database_migrate_advice", PostgresSchema.Newest));
        return await NodeChannel.IsHeardAsync(database, NotificationWithin, cancellationToken)
            ? new(Name, CheckState.Ok, found)
            : new(Name, CheckState.Warning, found, Texts.Get("doctor_database_deaf_advice"));
    }
}
