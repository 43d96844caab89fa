using Microsoft.Extensions.DependencyInjection.Extensions;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.DataQuality;

/// <summary>The feature's door. It has a page and nothing to map: what was set aside is over HTTP with the readings.</summary>
public static class DataQualityFeature
{
    public static IServiceCollection AddDataQuality(this IServiceCollection services)
    {
        services.TryAddSingleton<QualityReader>();
        services.AddSingleton(new NavigationItem(() => DataQualityTexts.DataQuality, QualityUrls.Path, 40, Policies.Read));
        return services;
    }
}
