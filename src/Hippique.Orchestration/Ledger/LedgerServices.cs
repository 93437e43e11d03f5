using Hippique.Orchestration.Artifacts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hippique.Orchestration.Ledger;

/// <summary>Registration of the ledger of the user's money, for whoever reads it; twice is once.</summary>
public static class LedgerServices
{
    /// <summary>Needs <see cref="IArtifactStore"/>.</summary>
    public static IServiceCollection TryAddLedger(this IServiceCollection services)
    {
        services.TryAddSingleton<ILedger>(provider => new StoredLedger(provider.GetRequiredService<IArtifactStore>()));
        services.TryAddSingleton<LedgerMode>();
        services.TryAddSingleton<ImportedBets>();
        return services;
    }
}
