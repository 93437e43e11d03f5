using System.Security.Cryptography;
using System.Text;
using Hippique.Racing;

namespace Hippique.Hosting.Auth;

/// <summary>The bearer token of one data folder: made once, kept in <c>DATA_DIR/token</c> for its owner alone, the same after every restart.</summary>
public sealed class AccessToken
{
    /// <summary>Where there is no token file; nothing matches it.</summary>
    public static readonly AccessToken None = new();

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly byte[]? _expected;

    private AccessToken() => (Path, Value) = ("", "");

    private AccessToken(string path, string value)
    {
        Path = path;
        Value = value;
        _expected = SHA256.HashData(Encoding.UTF8.GetBytes(value));
    }

    /// <summary>Where it is kept; fit to be shown.</summary>
    public string Path { get; }

    /// <summary>The secret itself; never logged.</summary>
    public string Value { get; }

    /// <summary>Reads the token, and makes it if there is none.</summary>
    /// <exception cref="ConfigurationException">The file holds no token.</exception>
    public static AccessToken ReadOrMake(string dataFolder)
    {
        var path = PathIn(dataFolder);
        Directory.CreateDirectory(dataFolder);
        if (!File.Exists(path))
            Make(path);
        return Read(dataFolder) ?? throw new ConfigurationException([Problem.Of($"{path}: could not be made")]);
    }

    /// <summary>Null if there is none.</summary>
    /// <exception cref="ConfigurationException">The file holds no token.</exception>
    public static AccessToken? Read(string dataFolder)
    {
        var path = PathIn(dataFolder);
        if (!File.Exists(path))
            return null;
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly)
            File.SetUnixFileMode(path, OwnerOnly);
        var value = File.ReadAllText(path).Trim();
        return value.Length >= 32
            ? new AccessToken(path, value)
            : throw new ConfigurationException([
                Problem.Of($"{path}: holds no token (32 characters at least); remove it to have a new one made"),
            ]);
    }

    /// <summary>In constant time.</summary>
    public bool Matches(string? offered) =>
        offered is not null
        && _expected is not null
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(offered)), _expected);

    private static string PathIn(string dataFolder) => System.IO.Path.Combine(dataFolder, "token");

    // Whole or absent, and never readable by others, not even for a moment.
    private static void Make(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        var draft = $"{path}.{Environment.ProcessId}.new";
        using (var file = new FileStream(draft, options))
            file.Write(Encoding.ASCII.GetBytes(Secret.New() + "\n"));
        // Another node that shares the folder may have been faster: its token counts.
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
