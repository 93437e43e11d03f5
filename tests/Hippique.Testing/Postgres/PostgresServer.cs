using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hippique.Testing.Postgres;

/// <summary>
/// A PostgreSQL server of its own on a temporary folder and a free loopback port, with the programs of Debian's package. It ends with the test process, also if that is killed: a small
/// shell beside it looks whether the process is there.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "postgres";

    /// <summary>One of its programs that takes longer hangs, however busy the machine is.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly string _folder;
    private readonly string _programs;
    private int _port;
    private int _databases;

    private PostgresServer(string programs, string folder, int port) => (_programs, _folder, _port) = (programs, folder, port);

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Null where PostgreSQL is not installed.</summary>
    public static async Task<PostgresServer?> StartAsync()
    {
        if (Programs() is not { } programs)
            return null;
        var server = new PostgresServer(programs, Directory.CreateTempSubdirectory("hippique-postgres-").FullName, FreePort());
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", User, server._folder);
        await server.AsUserAsync("initdb", "-D", server.Data, "-A", "trust", "-U", User, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        server.Watch();
        await server.StartOnFreePortAsync();
        return server;
    }

    /// <summary>An empty database: its address as a hoster gives it.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await AsUserAsync("createdb", "-h", "127.0.0.1", "-p", Port, "-U", User, name);
        return $"postgres://{User}:secret@127.0.0.1:{Port}/{name}";
    }

    /// <summary>What a statement of <c>psql</c> prints, without its frame.</summary>
    /// <param name="address">Of a database of this server.</param>
    /// <param name="sql">One or more statements.</param>
    public Task<string> AskAsync(string address, string sql) => AsUserAsync("psql", address, "-v", "ON_ERROR_STOP=1", "-qAtc", sql);

    /// <summary>Ends every session at once, as a server does that is stopped or falls.</summary>
    public Task StopAsync() => AsUserAsync("pg_ctl", "-D", Data, "stop", "-m", "immediate", "-w");

    public Task StartAgainAsync() =>
        AsUserAsync(
            "pg_ctl",
            "-D",
            Data,
            "-w",
            "-l",
            Path.Combine(_folder, "log"),
            "-o",
            $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=200 -c shared_buffers=32MB",
            "start"
        );

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // Another process may have taken the port since it was free.
    private async Task StartOnFreePortAsync()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await StartAgainAsync();
                return;
            }
            catch (InvalidOperationException) when (tries < 5)
            {
                _port = FreePort();
            }
        }
    }

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    private static string? Programs() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .OrderDescending(StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "bin"))
                .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            : null;

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    /// <summary>Ends the server and removes its folder once this process is gone.</summary>
    private void Watch()
    {
        var script = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            while [ -d /proc/{Environment.ProcessId} ] && [ -d '{_folder}' ]; do sleep 1; done
            [ -f '{Data}/postmaster.pid' ] && kill -QUIT "$(head -n 1 '{Data}/postmaster.pid')"
            rm -rf '{_folder}'
            """
        );
        using var watching = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", script]) { WorkingDirectory = "/" });
    }

    // The server refuses to run as root.
    private Task<string> AsUserAsync(string program, params string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? RunAsync("setpriv", [$"--reuid={User}", $"--regid={User}", "--clear-groups", Path.Combine(_programs, program), .. arguments])
            : RunAsync(Path.Combine(_programs, program), arguments);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!;
        // A server that stays has the pipe of whoever started it: its end is not waited for.
        var (output, error) = (new List<string>(), new List<string>());
        process.OutputDataReceived += (_, line) => Add(output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var longest = new CancellationTokenSource(LongestWait);
        try
        {
            if (arguments is [.., "start"])
            {
                while (!process.HasExited)
                    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, longest.Token);
            }
            else
            {
                await process.WaitForExitAsync(longest.Token);
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} has not ended: {string.Join('\n', error)}");
        }
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {string.Join('\n', error)}");
        lock (output)
            return string.Join('\n', output);
    }

    private static void Add(List<string> lines, string? line)
    {
        lock (lines)
        {
            if (line is not null)
                lines.Add(line);
        }
    }
}
