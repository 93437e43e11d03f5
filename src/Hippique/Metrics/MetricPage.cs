using Prometheus;

namespace Hippique.Metrics;

/// <summary>Sets values in a registry that lives for one page.</summary>
internal sealed class MetricPage(CollectorRegistry registry)
{
    private readonly MetricFactory _factory = Prometheus.Metrics.WithCustomRegistry(registry);

    public void Set(string name, string help, bool value, params (string Name, string Value)[] labels) =>
        Set(name, help, value ? 1 : 0, labels);

    public void Set(string name, string help, double value, params (string Name, string Value)[] labels)
    {
        var gauge = _factory.CreateGauge(name, help, [.. labels.Select(label => label.Name)]);
        if (labels.Length == 0)
            gauge.Set(value);
        else
            gauge.WithLabels([.. labels.Select(label => label.Value)]).Set(value);
    }

    public void Count(string name, string help, double value, params (string Name, string Value)[] labels) =>
        _factory
            .CreateCounter(name, help, [.. labels.Select(label => label.Name)])
            .WithLabels([.. labels.Select(label => label.Value)])
            .IncTo(value);
}
