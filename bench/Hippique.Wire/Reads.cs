using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hippique.Wire;

/// <summary>
/// Requests a second for <c>GET /api/plan</c> and <c>GET /api/tickets</c> with the bearer token, against a bare minimal API that serves the same bytes from memory; in turn, in
/// one run, by the same clients.
/// </summary>
internal static class Reads
{
    private const int Connections = 8;

    public static async Task<int> RunAsync(int rounds, double seconds, CancellationToken cancellationToken)
    {
        var data = await InventedFolder.MakeAsync(80, 0, cancellationToken);
        foreach (var what in (string[])["plan", "tickets"])
        {
            using var serve = ServedProcess.Serve(data);
            serve.WaitForHealth();
            var path = string.Create(CultureInfo.InvariantCulture, $"/api/{what}/{InventedFolder.Day:yyyy-MM-dd}");
            var token = (await File.ReadAllTextAsync(Path.Combine(data, "token"), cancellationToken)).Trim();
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{serve.Port}") };
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
            var bytes = await client.GetByteArrayAsync(path, cancellationToken);
            var file = Path.Combine(data, "bytes");
            await File.WriteAllBytesAsync(file, bytes, cancellationToken);
            using var bare = ServedProcess.Empty(file);
            bare.WaitForHealth();
            Compare(what, bytes.Length, rounds, seconds, Request(path, token), serve, bare);
        }
        Directory.Delete(Path.GetDirectoryName(data)!, recursive: true);
        return 0;
    }

    private static void Compare(
        string what,
        int length,
        int rounds,
        double seconds,
        byte[] request,
        ServedProcess serve,
        ServedProcess bare
    )
    {
        var (own, other) = (new List<Load>(), new List<Load>());
        var bytes = Request("/bytes", null);
        Loaded(serve, request, seconds);
        Loaded(bare, bytes, seconds);
        for (var round = 0; round < rounds; round++)
        {
            own.Add(Loaded(serve, request, seconds));
            other.Add(Loaded(bare, bytes, seconds));
        }
        var (mine, its) = (Starts.Median(own.Select(load => load.Rate)), Starts.Median(other.Select(load => load.Rate)));
        var (cost, bareCost) = (Starts.Median(own.Select(load => load.Cost)), Starts.Median(other.Select(load => load.Cost)));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"GET /api/{what}, {length} bytes: {mine:0}/s, bare {its:0}/s, ratio {mine / its:0.00}; processor time a request {cost:0.0} µs, bare {bareCost:0.0} µs, ratio {bareCost / cost:0.00} (medians of {rounds} rounds of {seconds} s, {Connections} connections)"
            )
        );
    }

    private static Load Loaded(ServedProcess server, byte[] request, double seconds)
    {
        var before = server.Used;
        var (answers, elapsed) = Answers(server.Port, request, seconds);
        return new Load(answers / elapsed, (server.Used - before).TotalMicroseconds / answers);
    }

    private static byte[] Request(string path, string? token) =>
        Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: localhost\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}\r\n"
        );

    private static (long Count, double Seconds) Answers(int port, byte[] request, double seconds)
    {
        var answers = 0L;
        var begun = Stopwatch.GetTimestamp();
        var threads = Enumerable
            .Range(0, Connections)
            .Select(_ => new Thread(() => Interlocked.Add(ref answers, Ask(port, request, begun, seconds))))
            .ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return (answers, Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    private static long Ask(int port, byte[] request, long begun, double seconds)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        var buffer = new byte[256 * 1024];
        var length = 0;
        var answers = 0L;
        while (Stopwatch.GetElapsedTime(begun).TotalSeconds < seconds)
        {
            socket.Send(request);
            var read = 0;
            // Every answer has the length of the first: the same bytes under the same headers.
            while (read == 0 || read < length)
            {
                var more = socket.Receive(buffer, read, buffer.Length - read, SocketFlags.None);
                if (more == 0)
                    throw new InvalidDataException("the connection was closed");
                read += more;
                if (length == 0)
                    length = LengthOf(buffer.AsSpan(0, read));
            }
            answers++;
        }
        return answers;
    }

    // 0 while the headers are not complete.
    private static int LengthOf(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return 0;
        var head = Encoding.ASCII.GetString(answer[..end]);
        if (!head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            throw new InvalidDataException(head);
        var line = head.Split("\r\n").First(text => text.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return end + 4 + int.Parse(line.AsSpan("Content-Length:".Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }

    /// <param name="Rate">Answers a second.</param>
    /// <param name="Cost">Processor time of the server an answer, in microseconds; other work on the machine changes it less than the rate.</param>
    private readonly record struct Load(double Rate, double Cost);
}
