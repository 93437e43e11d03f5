using System.Globalization;
using Hippique.Commands;
using Hippique.Hosting;
using Hippique.Mirror;
using Hippique.Orchestration.Clocks;
using Hippique.Sources.Recording;
using Microsoft.AspNetCore.Connections;

namespace Hippique.Rehearsal;

/// <summary>
/// The mirror of a rehearsal, a process of its own: a site does not die with the service that asks it. It shows the time of the rehearsal's clock once a process has told it, and ends by itself
/// when nobody uses it.
/// </summary>
internal static class MirrorServer
{
    /// <summary>Asked for by those who use it; not a path of any site.</summary>
    public const string Path = "/.rehearsal";

    /// <summary>An instant at which the caller wants to see the day, whatever the clock shows: before the rehearsal has one.</summary>
    public const string AtHeader = "Hippique-Rehearsal-At";

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(
        IMirroredDay day,
        int port,
        Screen screen,
        Action<Uri> announce,
        CancellationToken cancellationToken
    )
    {
        var users = new MirrorUsers(TimeProvider.System);
        var shown = new ShownRehearsal();
        await using var app = MirrorApp.Build(day, context => At(context) ?? shown.Now, port, before: app => AddUsers(app, users, shown));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException busy) when (busy.InnerException is AddressInUseException)
        {
            return screen.Fail(Texts.Get("mirror_port_busy", port));
        }
        announce(new Uri(app.Urls.First()));
        var stopped = app.WaitForShutdownAsync(cancellationToken);
        while (!stopped.IsCompleted && !users.IsOver)
            await Task.WhenAny(stopped, Task.Delay(Look, TimeProvider.System, CancellationToken.None));
        app.Lifetime.StopApplication();
        await stopped;
        return 0;
    }

    private static void AddUsers(WebApplication app, MirrorUsers users, ShownRehearsal shown) =>
        app.Use(
            (context, next) =>
            {
                if (context.Request.Path != Path)
                    return next(context);
                var user = context.Request.Query["by"].ToString();
                if (HttpMethods.IsDelete(context.Request.Method))
                    users.Left(user);
                else if (shown.Join(context.Request.Query))
                    users.Seen(user);
                return context.Response.WriteAsync(shown.Id ?? "", context.RequestAborted);
            }
        );

    private static DateTimeOffset? At(HttpContext context) =>
        DateTimeOffset.TryParse(
            context.Request.Headers[AtHeader].ToString(),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : null;

    /// <summary>The rehearsal that the first user named.</summary>
    private sealed class ShownRehearsal
    {
        private readonly Lock _gate = new();
        private LinearClock? _clock;

        public string? Id { get; private set; }

        /// <summary>Before a rehearsal has begun nothing was answered yet.</summary>
        public DateTimeOffset Now => _clock?.GetUtcNow() ?? DateTimeOffset.MinValue;

        /// <summary>False if it shows another one.</summary>
        public bool Join(IQueryCollection query)
        {
            lock (_gate)
            {
                if (
                    _clock is null
                    && query["id"] is [{ Length: > 0 } id]
                    && long.TryParse(query["start"], CultureInfo.InvariantCulture, out var start)
                    && long.TryParse(query["started_at"], CultureInfo.InvariantCulture, out var startedAt)
                    && double.TryParse(query["speed"], CultureInfo.InvariantCulture, out var speed)
                )
                    (Id, _clock) = (id, new LinearClock(new DateTimeOffset(start, TimeSpan.Zero), startedAt, speed));
                return Id is not null && query["id"] == Id;
            }
        }
    }
}
