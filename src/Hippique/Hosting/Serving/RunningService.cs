using System.Text.Json;

namespace Hippique.Hosting.Serving;

/// <summary>Where the service of a data folder can be reached from this machine: <c>DATA_DIR/serve.json</c>, there while it runs.</summary>
public sealed class RunningService : IDisposable
{
    private readonly string _path;

    private RunningService(string path, Uri address)
    {
        _path = path;
        Address = address;
    }

    /// <summary>An address of this machine, also if the service listens on all.</summary>
    public Uri Address { get; }

    /// <param name="dataFolder">Its folder.</param>
    /// <param name="bound">As the server names it: <c>http://[::]:8080</c>.</param>
    public static RunningService Announce(string dataFolder, string bound)
    {
        var address = Reachable(bound);
        var path = PathIn(dataFolder);
        var draft = path + ".new";
        File.WriteAllText(draft, JsonSerializer.Serialize(new Dictionary<string, string> { ["url"] = address.ToString() }));
        File.Move(draft, path, overwrite: true);
        return new RunningService(path, address);
    }

    /// <summary>Null if none is announced. After a kill the announcement is stale; the lock on the folder tells.</summary>
    public static Uri? Find(string dataFolder)
    {
        try
        {
            var announced = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(PathIn(dataFolder)));
            return announced?.GetValueOrDefault("url") is { } url && Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : null;
        }
        // Absent, or left half written by a machine that lost power: then there is nothing to be found.
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Dispose() => File.Delete(_path);

    private static Uri Reachable(string bound) =>
        new(bound.Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal).Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal));

    private static string PathIn(string dataFolder) => Path.Combine(dataFolder, "serve.json");
}
