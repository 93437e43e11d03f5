using System.CommandLine;
using System.Globalization;
using Hippique.Hosting;
using Hippique.Mirror;
using Hippique.Racing;
using Hippique.Sources.Recording;

namespace Hippique.Commands;

/// <summary><c>hippique mirror DAY [--port N] [--at TIME] [--speed X] [--latency SECONDS]</c>: a recorded day served over HTTP on loopback at a virtual time.</summary>
public static class MirrorCommand
{
    private const double Fastest = 100_000;

    /// <summary>Seconds.</summary>
    private const double Slowest = 600;

    public static Command Create()
    {
        var day = new Argument<string>("DAY") { Description = Texts.Get("mirror_day") };
        var port = new Option<int>("--port") { Description = Texts.Get("mirror_port") };
        var at = new Option<string?>("--at") { Description = Texts.Get("mirror_at") };
        var speed = new Option<double?>("--speed") { Description = Texts.Get("mirror_speed") };
        var latency = new Option<double>("--latency") { Description = Texts.Get("mirror_latency") };
        var command = new Command("mirror", Texts.Get("mirror")) { day, port, at, speed, latency };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetRequiredValue(day),
                    parsed.GetValue(port),
                    parsed.GetValue(at),
                    parsed.GetValue(speed),
                    parsed.GetValue(latency),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string path,
        int port,
        string? at,
        double? speed,
        double latency,
        CancellationToken cancellationToken
    )
    {
        if (latency is not (>= 0 and <= Slowest))
            return CommandOutput.Fail($"--latency: {Texts.Get("mirror_speed_wrong", Slowest)}");
        if (port is < 0 or > 65535)
            return CommandOutput.Fail($"--port: {Texts.Get("mirror_port_wrong", port)}");
        if (speed is { } wanted && !(wanted is >= 0 and <= Fastest))
            return CommandOutput.Fail($"--speed: {Texts.Get("mirror_speed_wrong", Fastest)}");
        IMirroredDay day;
        try
        {
            day = MirroredDay.Open(path, cancellationToken);
        }
        catch (InvalidDataException corrupt)
        {
            return CommandOutput.Fail($"{path}: {corrupt.Message}");
        }
        var programme = ParisTime.ProgrammeOf(day.To);
        var start = day.From;
        if (at is not null)
        {
            var parsed = MirrorTime.ParseAt(at, programme);
            if (!parsed.TryGet(out start))
                return CommandOutput.Fail($"--at: {parsed.Error}");
        }
        // A time that was named stands still unless a speed was named too.
        var time = new MirrorTime(TimeProvider.System, start, speed ?? (at is null ? 1 : 0));
        await using var app = MirrorApp.Build(day, () => time.Now, port, TimeSpan.FromSeconds(latency));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException busy) when (busy.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return CommandOutput.Fail(Texts.Get("mirror_port_busy", port));
        }
        if (RecordedFolder.IsSimulatedDay(path))
            await Console.Error.WriteLineAsync(Texts.Get("tickets_simulated"));
        Console.Out.WriteLine(app.Urls.First());
        await Console.Error.WriteLineAsync(
            Texts.Get(
                "mirror_serving",
                programme.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ParisTime.ToParis(start),
                speed ?? (at is null ? 1 : 0)
            )
        );
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
