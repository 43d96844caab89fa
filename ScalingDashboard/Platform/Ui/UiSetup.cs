namespace ScalingDashboard.Platform.Ui;

/// <summary>The room's door: what components of every feature need.</summary>
public static class UiSetup
{
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddScoped<AgeTicker>();
        services.AddScoped<FocusGiver>();
        services.AddSingleton<SharedDrawings>();
        services.AddSingleton<DrawingTurns>();
        return services;
    }
}
