using System.Security.Cryptography;

namespace Hippique.Testing.GoogleCloud;

/// <summary>
/// Google's own clients for Node, which check the loopback servers. They are installed once, from <c>tests/clients/package-lock.json</c>, into a folder that is named after it
/// below <c>tests/clients/obj</c>; the scripts beside that file run there.
/// </summary>
public static class NpmClients
{
    private const string InstalledName = "installed";

    /// <summary>For <c>Assert.SkipUnless</c>: Node and npm are on the path, and the checkout is around the tests.</summary>
    public static bool Present { get; } = Tool.Find("node") is not null && Tool.Find("npm") is not null && Checkout.Folder is not null;

    /// <summary>Why a test skips.</summary>
    public const string Absent = "node and npm are absent: Google's own clients cannot check the loopback server";

    /// <summary>Runs a script of <c>tests/clients</c>.</summary>
    /// <param name="script">Its file name, such as <c>storage.mjs</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends the script and whatever it has started.</param>
    public static async Task<ToolRun> RunAsync(string script, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var installed = await InstallAsync(cancellationToken);
        var copy = Path.Combine(installed, $"{Guid.NewGuid():N}-{script}");
        File.Copy(Path.Combine(Source, script), copy);
        try
        {
            return await Tool.RunAsync("node", [copy, .. arguments], installed, cancellationToken);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static string Source => Path.Combine(Checkout.Folder!, "tests", "clients");

    /// <summary>Another process that installs holds the lock; when it is free, the folder is whole or somebody died over it, and then it is made anew.</summary>
    private static async Task<string> InstallAsync(CancellationToken cancellationToken)
    {
        var locked = Path.Combine(Source, "package-lock.json");
        var version = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(locked, cancellationToken)))[..16];
        var folder = Path.Combine(Source, "obj", version);
        Directory.CreateDirectory(folder);
        await using var held = await LockAsync(folder + ".lock", cancellationToken);
        if (File.Exists(Path.Combine(folder, InstalledName)))
            return folder;
        foreach (var name in new[] { "package.json", "package-lock.json", ".npmrc" })
            File.Copy(Path.Combine(Source, name), Path.Combine(folder, name), overwrite: true);
        var run = await Tool.RunAsync("npm", ["ci", "--ignore-scripts"], folder, cancellationToken);
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"npm ci ended with {run.ExitCode}:\n{run.Output}\n{run.Error}");
        await File.WriteAllTextAsync(Path.Combine(folder, InstalledName), "", cancellationToken);
        return folder;
    }

    private static async Task<FileStream> LockAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Another test installs.
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
            }
        }
    }
}
