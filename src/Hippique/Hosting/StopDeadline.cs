using System.Runtime.InteropServices;

namespace Hippique.Hosting;

/// <summary>
/// Eight seconds after a stop signal the program is gone, whatever it waits for. The parts of that time: a module is given <see cref="Orchestration.Phases.Module.ModuleRunner.EndGrace"/>
/// and its end, the host <see cref="ForHost"/>, the verb <see cref="ForVerb"/>; then the process ends as it stands, which the next start puts right as after a kill.
/// </summary>
public sealed class StopDeadline : IDisposable
{
    /// <summary>For requests, tasks and the rest of the service together.</summary>
    public static readonly TimeSpan ForHost = TimeSpan.FromSeconds(6);

    /// <summary>For a verb, the service among them, to return.</summary>
    public static readonly TimeSpan ForVerb = TimeSpan.FromSeconds(6.5);

    /// <summary>Then the process is ended.</summary>
    public static readonly TimeSpan ForProcess = TimeSpan.FromSeconds(7);
    private const int BySignal = 128;

    private readonly ManualResetEventSlim _over = new();
    private readonly PosixSignalRegistration[] _signals;

    private StopDeadline() =>
        _signals = [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Begin(BySignal + 15)),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Begin(BySignal + 2)),
        ];

    /// <summary>Watches from now on.</summary>
    public static StopDeadline Watch() => new();

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _over.Set();
    }

    // A thread of its own: those of the pool may all be waiting for a file.
    private void Begin(int exitCode) =>
        new Thread(() =>
        {
            if (!_over.Wait(ForProcess))
                Environment.Exit(exitCode);
        })
        {
            IsBackground = true,
            Name = "stop deadline",
        }.Start();
}
