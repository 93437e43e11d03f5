using Hippique.Sources.Http;
using NpgsqlTypes;

namespace Hippique.Embedded.Postgres;

/// <summary>
/// When each host may be asked next, one row a host, by the clock of the database, so that those of the nodes need not agree. On a clock that is not the machine's (a day that is rehearsed) the
/// caller's own time counts.
/// </summary>
public sealed class PostgresHostTurns(PostgresDatabase database, TimeProvider clock) : IHostTurns
{
    /// <summary>What a claim lasts beyond the distance: a request that is ready goes to the socket within milliseconds.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(5);

    /// <summary>Nobody waits for longer: a later instant was set by a clock that was ahead.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    // The clock of the database in UTC, unless the caller gives a time.
    private const string Now = "coalesce(@now, clock_timestamp() AT TIME ZONE 'UTC')";

    private const string Claim = $"""
        INSERT INTO host_turns AS turn (host, next_at) VALUES (@host, {Now} + @for)
        ON CONFLICT (host) DO UPDATE SET next_at = {Now} + @for WHERE turn.next_at <= {Now} OR turn.next_at > {Now} + @longest
        RETURNING next_at
        """;

    private const string Left = $"SELECT next_at - {Now} FROM host_turns WHERE host = @host";

    private const string Sent = $"""
        UPDATE host_turns SET next_at = CASE WHEN next_at = @ends THEN {Now} + @for ELSE greatest(next_at, {Now} + @for) END WHERE host = @host
        """;

    private const string GiveBack = $"UPDATE host_turns SET next_at = {Now} WHERE host = @host AND next_at = @ends";

    public async Task<HostClaim> ClaimAsync(string host, TimeSpan distance, CancellationToken cancellationToken)
    {
        await database.OpenAsync(cancellationToken);
        var lasts = distance + Hold;
        // A claim whose answer was lost is granted to nobody and ends by itself.
        return await database.RetriedAsync<HostClaim>(
            async token =>
            {
                await using var claim = database.Source.CreateCommand(Claim);
                Bind(claim, host, lasts);
                claim.Parameters.AddWithValue("longest", Longest);
                if (await claim.ExecuteScalarAsync(token) is DateTime ends)
                    return new HostClaim.Granted(ends, lasts);
                await using var left = database.Source.CreateCommand(Left);
                Bind(left, host, null);
                var wait = await left.ExecuteScalarAsync(token) is TimeSpan remaining ? remaining : TimeSpan.Zero;
                return new HostClaim.Wait(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            },
            cancellationToken
        );
    }

    public Task SentAsync(string host, HostClaim.Granted claim, TimeSpan distance) => ChangeAsync(Sent, host, claim, distance);

    public Task GiveBackAsync(string host, HostClaim.Granted claim) => ChangeAsync(GiveBack, host, claim, null);

    private Task<int> ChangeAsync(string sql, string host, HostClaim.Granted claim, TimeSpan? distance) =>
        database.RetriedAsync(
            async token =>
            {
                await using var command = database.Source.CreateCommand(sql);
                Bind(command, host, distance);
                command.Parameters.AddWithValue("ends", NpgsqlDbType.Timestamp, claim.Ends);
                return await command.ExecuteNonQueryAsync(token);
            },
            CancellationToken.None
        );

    private void Bind(Npgsql.NpgsqlCommand command, string host, TimeSpan? lasts)
    {
        command.Parameters.AddWithValue("host", host);
        command.Parameters.AddWithValue(
            "now",
            NpgsqlDbType.Timestamp,
            clock == TimeProvider.System ? DBNull.Value : DateTime.SpecifyKind(clock.GetUtcNow().UtcDateTime, DateTimeKind.Unspecified)
        );
        if (lasts is { } time)
            command.Parameters.AddWithValue("for", time);
    }
}
