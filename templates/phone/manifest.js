{
  "id": "/app/",
  "name": "Mi Comedor",
  "short_name": "Mi Comedor",
  "description": {{ _("El cuaderno del comedor, también sin internet")|tojson }},
  "lang": "es-PE",
  "start_url": "/app/es/",
  "scope": "/app/",
  "display": "standalone",
  "orientation": "portrait",
  "background_color": "#fff9f0",
  "theme_color": "#4a1a3d",
  "icons": [
    {"src": "/static/app-icon/192.png", "sizes": "192x192", "type": "image/png", "purpose": "any maskable"},
    {"src": "/static/app-icon/512.png", "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
    {"src": "/static/app-icon/app.svg", "sizes": "any", "type": "image/svg+xml"}
  ]
}
