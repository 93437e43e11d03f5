using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hippique.Wire;

/// <summary>A service in a process of its own, on a port of loopback, killed when it is disposed of.</summary>
internal sealed class ServedProcess : IDisposable
{
    private readonly Process _process;

    private ServedProcess(Process process, int port) => (_process, Port) = (process, port);

    /// <summary>The program itself.</summary>
    public static string Program => Beside("src/Hippique", "hippique");

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Processor time that it has used so far.</summary>
    public TimeSpan Used
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory that is in use, in megabytes (<c>VmRSS</c>).</summary>
    public double Megabytes => MegabytesOf(_process.Id);

    /// <summary>Of <see cref="Megabytes"/>, what the machine can take back at any time because it stands in files (<c>RssFile</c>).</summary>
    public double MappedMegabytes => MegabytesOf(_process.Id, "RssFile:");

    public static double MegabytesOf(int process, string kind = "VmRSS:")
    {
        var line = File.ReadLines($"/proc/{process}/status").First(text => text.StartsWith(kind, StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>The empty minimal API; <paramref name="bytes"/> is what it serves at <c>/bytes</c>.</summary>
    public static ServedProcess Empty(string? bytes = null)
    {
        var port = FreePort();
        return Start(
            Beside("bench/Hippique.Empty", "Hippique.Empty.dll"),
            "",
            port,
            _ => { },
            ("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"),
            bytes is null ? default : ("BYTES", bytes)
        );
    }

    /// <summary>The program as <c>./hippique serve</c> runs it.</summary>
    public static ServedProcess Serve(string folder, params (string Name, string Value)[] variables) => Serve(folder, _ => { }, variables);

    /// <param name="folder">Its <c>DATA_DIR</c>.</param>
    /// <param name="line">Hears each line of its log.</param>
    /// <param name="variables">Added to its environment.</param>
    public static ServedProcess Serve(string folder, Action<string> line, params (string Name, string Value)[] variables)
    {
        var port = FreePort();
        (string, string)[] own =
        [
            ("PORT", port.ToString(CultureInfo.InvariantCulture)),
            ("DATA_DIR", folder),
            ("SOURCES__ORDER", "none"),
            ("HIPPIQUE_LANG", "en"),
        ];
        return Start(Beside("src/Hippique", "hippique.dll"), "serve", port, line, [.. own, .. variables]);
    }

    /// <summary>Until <c>GET /healthz</c> is answered with 200.</summary>
    public void WaitForHealth()
    {
        while (true)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"the service on port {Port} ended with {_process.ExitCode}");
            if (IsHealthy())
                return;
            Thread.Yield();
        }
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private bool IsHealthy()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, Port);
            socket.Send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8);
            Span<byte> answer = stackalloc byte[12];
            return socket.Receive(answer) == 12 && answer.SequenceEqual("HTTP/1.1 200"u8);
        }
        catch (SocketException)
        {
            // Nobody listens yet. Asked again a moment later, so that asking costs the start next to nothing.
            socket.Poll(2_000, SelectMode.SelectError);
            return false;
        }
    }

    private static readonly DirectoryInfo Nowhere = Directory.CreateTempSubdirectory("hippique-nowhere-");

    private static ServedProcess Start(
        string program,
        string verb,
        int port,
        Action<string> line,
        params (string Name, string Value)[] variables
    )
    {
        var start = new ProcessStartInfo("dotnet", [program, .. verb.Length == 0 ? Array.Empty<string>() : [verb]])
        {
            // Empty: an API that is built in the usual way watches the whole folder for changes of its settings.
            WorkingDirectory = Nowhere.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables.Where(variable => variable.Name is not null))
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, said) =>
        {
            if (said.Data is { } text)
                line(text);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ServedProcess(process, port);
    }

    private static string Beside(string project, string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hippique.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("the measurement runs from its place in the repository");
        return Path.Combine(folder.FullName, project, "bin/Release/net10.0", file);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
