using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Hippique.Metrics;

/// <summary>What the process costs, under the names that Prometheus's own clients give it.</summary>
internal static class ProcessMeter
{
    public static void AddTo(Meter meter)
    {
        var started = Of(process => new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0);
        meter.CreateObservableGauge("process_start_time_seconds", () => started, "s", "When the process started.");
        meter.CreateObservableCounter(
            "process_cpu_seconds_total",
            () => Of(process => process.TotalProcessorTime.TotalSeconds),
            "s",
            "Processor time of the process."
        );
        Bytes("process_working_set_bytes", "Memory that the process holds.", process => process.WorkingSet64);
        Bytes("process_private_memory_bytes", "Memory of the process alone.", process => process.PrivateMemorySize64);
        Bytes("process_virtual_memory_bytes", "Addresses of the process.", process => process.VirtualMemorySize64);
        meter.CreateObservableGauge(
            "process_num_threads",
            () => Of(process => process.Threads.Count),
            description: "Threads of the process."
        );
        meter.CreateObservableGauge(
            "process_open_handles",
            () => Of(process => process.HandleCount),
            description: "Open handles of the process."
        );
        meter.CreateObservableGauge("dotnet_total_memory_bytes", () => GC.GetTotalMemory(false), "By", "Memory of the program's objects.");
        meter.CreateObservableCounter(
            "dotnet_collection_count_total",
            () =>
                Enumerable
                    .Range(0, GC.MaxGeneration + 1)
                    .Select(generation => new Measurement<long>(
                        GC.CollectionCount(generation),
                        new KeyValuePair<string, object?>("generation", generation)
                    )),
            description: "Collections of memory, by generation."
        );

        void Bytes(string name, string help, Func<Process, long> value) => meter.CreateObservableGauge(name, () => Of(value), "By", help);
    }

    // Each reading has its own: the page and the export read at the same time, on threads of their own.
    private static T Of<T>(Func<Process, T> value)
    {
        using var process = Process.GetCurrentProcess();
        return value(process);
    }
}
